package org.bytestill.engine.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.engine.Engine;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;

/**
 * Several runs beside each other: their evaluations, the settings in which they differ, the best of each after equally much text, and what
 * the teacher was worth to those that have a control twin.
 *
 * @param curves      the runs, in the order in which they were chosen
 * @param differences settings that are not the same in all
 * @param recorded    lines of run.json that are not the same in all, those of settings left out
 * @param equalBytes  bytes of text until the last evaluation of the run that got least far; 0 if one has no evaluation
 * @param twins       pairs of a run and its control
 */
public record RunComparison(List<ComparedCurve> curves, List<Difference> differences, List<RecordLine.Difference> recorded,
        double equalBytes, List<Twin> twins) {
    /** Names of runs differ always, and mean nothing. */
    private static final Set<String> NO_DIFFERENCE = Set.of("name");

    /**
     * A setting in which runs differ.
     *
     * @param values as run.yaml spells them, in the order of the runs
     */
    public record Difference(String setting, String label, List<String> values) {}

    /**
     * A run and the run like it without the teacher: same student, seed, text and length.
     *
     * @param run        place of the run among the curves
     * @param control    the control's name
     * @param controlBits least bits per byte of the control
     * @param runBits    least bits per byte of the run after no more text than the control has had
     */
    public record Twin(int run, String control, double controlBits, double runBits) {
        /** What the teacher changed, in bits per byte; negative where it helped. */
        public double worth() {
            return runBits - controlBits;
        }
    }

    /**
     * @param runs   folders of the runs
     * @param others folders of runs among which controls are looked for
     */
    public static RunComparison of(Engine engine, List<Path> runs, List<Path> others) {
        List<ComparedCurve> curves = runs.stream().map(run -> ComparedCurve.of(engine.open(run))).toList();
        double equalBytes = curves.stream().mapToDouble(ComparedCurve::lastBytes).min().orElse(0);
        return new RunComparison(curves, differences(curves), recorded(curves), equalBytes, twins(engine, curves, others));
    }

    private static List<Difference> differences(List<ComparedCurve> curves) {
        List<Difference> differing = new ArrayList<>();
        for (SettingInfo setting : RunConfigFile.settings()) {
            List<String> values = curves.stream().map(curve -> RunConfigFile.text(curve.config(), setting.path())).toList();
            if (values.stream().distinct().count() > 1 && !NO_DIFFERENCE.contains(setting.path())) {
                differing.add(new Difference(setting.path(), setting.label(), values));
            }
        }
        return differing;
    }

    private static List<RecordLine.Difference> recorded(List<ComparedCurve> curves) {
        List<ObjectNode> records = curves.stream().map(curve -> new RunFolder(curve.folder())).filter(run -> RunFolder.isAt(run.path()))
                .map(run -> RunManifest.read(run).root()).toList();
        return records.size() < curves.size() ? List.of()
                : RecordLine.differences(records).stream().filter(row -> !row.section().equals("config")).toList();
    }

    private static List<Twin> twins(Engine engine, List<ComparedCurve> curves, List<Path> others) {
        List<ComparedCurve> controls = new ArrayList<>(curves.stream().filter(curve -> ControlTwin.isControl(curve.config())).toList());
        List<Path> known = curves.stream().map(ComparedCurve::folder).toList();
        for (Path other : others) {
            if (!known.contains(other)) {
                opened(engine, other).filter(curve -> ControlTwin.isControl(curve.config())).ifPresent(controls::add);
            }
        }
        List<Twin> twins = new ArrayList<>();
        for (int run = 0; run < curves.size(); run++) {
            ComparedCurve curve = curves.get(run);
            int of = run;
            controls.stream().filter(control -> control.best(Double.MAX_VALUE) >= 0 && ControlTwin.isOf(control.config(), curve.config()))
                    .findFirst().flatMap(control -> twin(of, curve, control)).ifPresent(twins::add);
        }
        return twins;
    }

    private static Optional<ComparedCurve> opened(Engine engine, Path run) {
        try {
            return Optional.of(ComparedCurve.of(engine.open(run)));
        } catch (UserError e) {
            return Optional.empty(); // one that cannot be read is nobody's control
        }
    }

    private static Optional<Twin> twin(int run, ComparedCurve curve, ComparedCurve control) {
        double most = Math.min(curve.lastBytes(), control.lastBytes());
        int own = curve.best(most);
        int other = control.best(most);
        return own < 0 || other < 0 ? Optional.empty()
                : Optional.of(new Twin(run, control.name(), control.bitsPerByte()[other], curve.bitsPerByte()[own]));
    }
}
