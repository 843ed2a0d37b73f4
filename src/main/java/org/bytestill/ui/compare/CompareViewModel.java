package org.bytestill.ui.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.engine.Engine;
import org.bytestill.engine.library.ComparedCurve;
import org.bytestill.engine.library.RunComparison;
import org.bytestill.run.Metric;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.chart.OverlayChart;
import org.bytestill.util.Texts;

/** Which runs are compared, and what the page says of them. Knows no controls. */
public final class CompareViewModel {
    private final Texts texts = Texts.of("compare");
    private final Engine engine;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<RunComparison> comparison = new ReadOnlyObjectWrapper<>(this, "comparison");
    private final ObjectProperty<Metric> x = new SimpleObjectProperty<>(this, "x", Metric.BYTES);
    private final BooleanProperty ofRecord = new SimpleBooleanProperty(this, "ofRecord");
    private List<Path> wanted = List.of();

    /** @param failed shows what went wrong */
    public CompareViewModel(Engine engine, Tasks tasks, Consumer<Throwable> failed) {
        this.engine = engine;
        this.tasks = tasks;
        this.failed = failed;
    }

    /**
     * Reads the runs, elsewhere.
     *
     * @param runs   two or more
     * @param others runs among which controls are looked for
     */
    public void compare(List<Path> runs, List<Path> others) {
        wanted = List.copyOf(runs);
        tasks.run(() -> RunComparison.of(engine, runs, others), found -> {
            // Others may have been chosen while these were read.
            if (found.curves().stream().map(ComparedCurve::folder).toList().equals(wanted)) {
                comparison.set(found);
            }
        }, failed);
    }

    /** Null before the first comparison. */
    public ReadOnlyObjectProperty<RunComparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    /** {@link Metric#BYTES} of text, which are comparable across batches, or {@link Metric#UPDATE}. */
    public ObjectProperty<Metric> xProperty() {
        return x;
    }

    /** True for the differences of what run.json records, false for those of settings. */
    public BooleanProperty ofRecordProperty() {
        return ofRecord;
    }

    /**
     * A line in which the runs differ.
     *
     * @param values in the order of the runs
     */
    public record DifferingRow(String key, List<String> values) {}

    /** The settings, or the lines of the records, in which the runs differ. */
    public List<DifferingRow> differences() {
        RunComparison compared = comparison.get();
        return ofRecord.get() ? compared.recorded().stream()
                .map(row -> new DifferingRow(row.section().isEmpty() ? row.key() : row.section() + "." + row.key(), row.values())).toList()
                : compared.differences().stream().map(row -> new DifferingRow(row.setting(), row.values())).toList();
    }

    /** The line pattern of each run: its own by the name of its folder, or the next that is free. */
    public List<Integer> patterns() {
        Set<Integer> taken = new HashSet<>();
        List<Integer> patterns = new ArrayList<>();
        for (ComparedCurve curve : comparison.get().curves()) {
            int pattern = Math.floorMod(curve.folder().getFileName().toString().hashCode(), OverlayChart.PATTERNS);
            while (taken.contains(pattern) && taken.size() < OverlayChart.PATTERNS) {
                pattern = (pattern + 1) % OverlayChart.PATTERNS;
            }
            taken.add(pattern);
            patterns.add(pattern);
        }
        return patterns;
    }

    /** The curves of bits per byte. */
    public List<OverlayChart.Line> bits() {
        return lines(true);
    }

    /** The curves of KL to the teacher. */
    public List<OverlayChart.Line> kl() {
        return lines(false);
    }

    private List<OverlayChart.Line> lines(boolean bits) {
        List<OverlayChart.Line> lines = new ArrayList<>();
        List<Integer> patterns = patterns();
        List<ComparedCurve> curves = comparison.get().curves();
        for (int run = 0; run < curves.size(); run++) {
            ComparedCurve curve = curves.get(run);
            lines.add(new OverlayChart.Line(curve.name(), x.get() == Metric.BYTES ? curve.bytes() : curve.updates(),
                    bits ? curve.bitsPerByte() : curve.klBits(), patterns.get(run)));
        }
        return lines;
    }

    /** Where all can be compared, on the axis of the charts; NaN for updates, of which each has its own. */
    public double limit() {
        return x.get() == Metric.BYTES ? comparison.get().equalBytes() : Double.NaN;
    }

    /**
     * A run in the table.
     *
     * @param best  least bits per byte after no more text than all have had, with its update
     * @param kl    KL there
     * @param last  bits per byte of the last evaluation
     * @param worth what the teacher changed against the control, in bits per byte; with the control's name
     */
    public record Row(int pattern, String name, String best, String kl, String last, String worth, boolean isBest) {}

    public List<Row> rows() {
        RunComparison compared = comparison.get();
        List<Integer> patterns = patterns();
        int best = bestOfAll(compared);
        List<Row> rows = new ArrayList<>();
        for (int run = 0; run < compared.curves().size(); run++) {
            ComparedCurve curve = compared.curves().get(run);
            int row = curve.best(compared.equalBytes());
            int last = curve.best(Double.MAX_VALUE) < 0 ? -1 : curve.bitsPerByte().length - 1;
            rows.add(new Row(patterns.get(run), curve.name(),
                    row < 0 ? Format.NOTHING
                            : texts.get("best", Format.fixed(curve.bitsPerByte()[row], 4), Format.count((long) curve.updates()[row])),
                    row < 0 || !Double.isFinite(curve.klBits()[row]) ? Format.NOTHING : Format.fixed(curve.klBits()[row], 4),
                    last < 0 ? Format.NOTHING : Format.fixed(curve.bitsPerByte()[last], 4), worth(compared, run), run == best));
        }
        return rows;
    }

    private static int bestOfAll(RunComparison compared) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < compared.curves().size(); run++) {
            ComparedCurve curve = compared.curves().get(run);
            int row = curve.best(compared.equalBytes());
            if (row >= 0 && curve.bitsPerByte()[row] < least) {
                least = curve.bitsPerByte()[row];
                best = run;
            }
        }
        return best;
    }

    private String worth(RunComparison compared, int run) {
        return compared.twins().stream().filter(twin -> twin.run() == run).findFirst()
                .map(twin -> texts.get("worth", Format.signed(twin.worth(), 4), twin.control())).orElse(Format.NOTHING);
    }

    /** The sentence under the table: how far the comparison reaches, and what one run says nothing about. */
    public String caveat() {
        RunComparison compared = comparison.get();
        return compared.equalBytes() == 0 ? texts.get("caveat.none")
                : texts.get("caveat", Format.size(Math.round(compared.equalBytes())));
    }
}
