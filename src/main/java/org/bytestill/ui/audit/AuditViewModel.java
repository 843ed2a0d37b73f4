package org.bytestill.ui.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Latest;

/**
 * The audits of the runs' teachers, one a run: asked for, counted while it runs, and its report. An audit goes on while something else is
 * looked at, and its report is kept in the run's folder.
 */
public final class AuditViewModel {
    /** The audit of one run. */
    private final class Audit {
        private final Path folder;
        private final AtomicLong perMille = new AtomicLong();
        private final Latest latest = new Latest(window);
        private AuditReport report;
        private boolean running;

        private Audit(Path folder) {
            this.folder = folder;
            report = AuditFile.read(folder);
        }

        private void measure(AuditRequest request) {
            Latest.Question question = latest.ask();
            perMille.set(0);
            running = true;
            question.await(engine.audit(request, (done, total) -> {
                perMille.set(total == 0 ? 0 : 1000 * done / total);
                return question.isWanted();
            }), this::ended);
        }

        private void ended(AuditReport answer, Throwable problem) {
            running = false;
            if (problem == null) {
                report = answer;
                keep();
            } else if (!Failure.isCancellation(problem)) {
                failed.accept(Failure.causeOf(problem));
            }
            showChosen();
        }

        private void keep() {
            try {
                AuditFile.write(folder, report);
            } catch (UserError e) {
                failed.accept(e); // it is shown all the same
            }
        }

        private void cancel() {
            latest.cancel();
            running = false;
        }
    }

    private final Engine engine;
    private final Executor window;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<AuditReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final Map<Path, Audit> audits = new HashMap<>();
    private Run run;

    /** @param window runs what changes properties; {@code failed} shows what went wrong */
    public AuditViewModel(Engine engine, Executor window, Consumer<Throwable> failed) {
        this.engine = engine;
        this.window = window;
        this.failed = failed;
    }

    /** Another run, with its own audit. */
    void show(Run shown) {
        run = shown;
        showChosen();
    }

    private Audit audit() {
        return audits.computeIfAbsent(run.folder(), Audit::new);
    }

    private void showChosen() {
        report.set(audit().report);
        running.set(audit().running);
    }

    /** Null before the first audit. */
    ReadOnlyObjectProperty<AuditReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Share of the work that is done, from 0 to 1. */
    double progress() {
        return audit().perMille.get() / 1000.0;
    }

    boolean hasTeacher() {
        return !run.config().teachers().isEmpty();
    }

    List<String> teachers() {
        return run.config().teachers();
    }

    /** How several teachers are mixed. */
    Mixture mixture() {
        return run.config().mix();
    }

    /** The run's own way of reading among wider and narrower ones, on the beginning of its validation text. */
    AuditRequest request() {
        RunConfig config = run.config();
        RunConfig.Converter own = config.converter();
        Stream<Integer> widths = Stream.concat(AuditRequest.WIDTHS.stream(), Stream.of(own.width())).distinct().sorted();
        Stream<Double> thresholds = Stream.concat(AuditRequest.THRESHOLDS.stream(), Stream.of(own.threshold())).distinct().sorted();
        List<Double> coverages = Stream.of(1.0, own.coverage()).distinct().toList();
        List<ConverterSettings> ways = AuditRequest.ways(EnumSet.allOf(ConverterSettings.Method.class), widths.toList(),
                thresholds.toList(), false);
        return AuditRequest.ofRun(config, ways, coverages);
    }

    void measure() {
        audit().measure(request());
        showChosen();
    }

    void cancel() {
        audit().cancel();
        showChosen();
    }

    /** Writes the table. */
    void save(Path file) {
        try {
            Files.writeString(file, report.get().csv());
        } catch (IOException e) {
            failed.accept(UserError.disk("%s cannot be written: %s. Choose another place.", file, e.getMessage()).causedBy(e));
        }
    }
}
