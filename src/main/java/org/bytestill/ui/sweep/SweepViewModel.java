package org.bytestill.ui.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.engine.sweep.Budget;
import org.bytestill.engine.sweep.Figure;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.Sweep;
import org.bytestill.engine.sweep.SweepFile;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.engine.sweep.SweepService;
import org.bytestill.engine.sweep.SweepTable;
import org.bytestill.engine.sweep.SweepTables;
import org.bytestill.engine.sweep.background.SweepFolder;
import org.bytestill.engine.sweep.report.SweepReport;
import org.bytestill.evaluate.PairedDifference;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** The sweep of a folder as it is now: its tables, its verdicts, how far it is; and what can be done with it. Knows no controls. */
public final class SweepViewModel {
    private static final String SAMPLE = "sweep.yaml";

    private final Texts texts = Texts.of("sweep");
    private final Engine engine;
    private final Path sweepsFolder;
    private final Optional<Path> sampleData;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(this, "look");
    private final ObjectProperty<Budget> budget = new SimpleObjectProperty<>(this, "budget", Budget.UPDATES);
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.BITS);
    private @Nullable SweepFolder folder;
    private boolean looking;

    /**
     * @param sweepsFolder where a sweep gets its folder unless a person says otherwise
     * @param sampleData   folder with the sample sweep; without it none is offered
     * @param failed       shows what went wrong
     */
    public SweepViewModel(Engine engine, Path sweepsFolder, Optional<Path> sampleData, Tasks tasks, Consumer<Throwable> failed) {
        this.engine = engine;
        this.sweepsFolder = sweepsFolder;
        this.sampleData = sampleData.map(data -> data.resolve(SAMPLE));
        this.tasks = tasks;
        this.failed = failed;
    }

    /**
     * A sweep as it was found.
     *
     * @param sweep   what it trains; empty if the folder does not say by which file it was made
     * @param results finished runs
     * @param tables  at equal updates, bytes and time, as far as there are runs
     * @param current the run at hand
     * @param worker  the process that computes it, in words; empty if none does
     * @param said    the last words of that process; of interest once it has ended
     */
    public record Look(Path folder, Optional<Sweep> sweep, List<SweepRun> results, List<SweepTable> tables, Optional<RunSummary> current,
            String worker, List<String> said) {
        /** Runs in all, as far as is known: one a cell, seed and table. */
        public int planned() {
            return sweep.map(of -> of.cells().size() * of.seeds().size() * of.budgets().size()).orElse(0);
        }

        /** Finished runs; the student before training is none. */
        public int done() {
            return (int) results.stream().filter(run -> !run.cell().equals(SweepRun.START)).count();
        }

        public boolean isComputed() {
            return !worker.isEmpty();
        }
    }

    /** Null before a sweep was opened. */
    public ReadOnlyObjectProperty<Look> lookProperty() {
        return look.getReadOnlyProperty();
    }

    public ObjectProperty<Budget> budgetProperty() {
        return budget;
    }

    public ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    /** The sample sweep, if there is one. */
    public Optional<Path> sample() {
        return sampleData;
    }

    /** Where a sweep of a file gets its folder: by the file's name, unless that folder is that of another file. */
    public Path folderFor(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Path free = sweepsFolder.resolve(name);
        for (int number = 2; Files.exists(free) && !isOf(free, file); number++) {
            free = sweepsFolder.resolve(name + "-" + number);
        }
        return free;
    }

    private static boolean isOf(Path folder, Path file) {
        return new SweepFolder(folder).file().equals(Optional.of(file.toAbsolutePath().normalize()));
    }

    /** Opens the sweep of a folder, whoever computes it. */
    public void open(Path path) {
        folder = new SweepFolder(path);
        look.set(null);
        look();
    }

    /** Notes by which file the open folder is made. */
    public void setFile(Path file) {
        SweepFolder open = folder;
        tasks.run(() -> {
            SweepFile.read(file);
            open.remember(file);
            return true;
        }, done -> look(), failed);
    }

    /** Looks at the folder, elsewhere; a look that is under way is not doubled. */
    public void look() {
        SweepFolder open = folder;
        if (looking || open == null) {
            return;
        }
        looking = true;
        Look before = look.get();
        tasks.run(() -> read(open, before), found -> {
            looking = false;
            if (open == folder) {
                if (!found.equals(look.get())) {
                    look.set(found);
                }
            } else {
                look();
            }
        }, thrown -> {
            looking = false;
            folder = open == folder ? null : folder;
            failed.accept(thrown);
        });
    }

    private Look read(SweepFolder open, @Nullable Look before) {
        Optional<Sweep> sweep = open.file().map(SweepFile::read);
        List<SweepRun> results = new SweepService(engine, open.path()).results();
        boolean same = before != null && before.folder().equals(open.path()) && before.results().equals(results)
                && before.sweep().equals(sweep);
        List<SweepTable> tables = same ? before.tables()
                : sweep.isEmpty() || results.isEmpty() ? List.of() : new SweepTables(open.path(), sweep.get(), results).tables();
        String worker = open.worker().map(holder -> holder.description()).orElse("");
        return new Look(open.path(), sweep, results, tables, open.current(), worker, open.said());
    }

    /** Starts a sweep in a process of its own, or goes on with it. */
    public void start(Path file, Path target) {
        SweepFolder started = new SweepFolder(target);
        tasks.run(() -> {
            SweepFile.read(file);
            started.start(file);
            return true;
        }, done -> open(target), failed);
    }

    /** Goes on with the sweep that is open. */
    public void resume() {
        SweepFolder open = folder;
        open.file().ifPresent(file -> start(file, open.path()));
    }

    public void startSample() {
        sampleData.ifPresent(file -> start(file, folderFor(file)));
    }

    /** Asks the process to save the run at hand and to end. */
    public void stop() {
        SweepFolder open = folder;
        tasks.run(() -> {
            open.stop();
            return true;
        }, done -> look(), failed);
    }

    /** Writes tables, chart and page into a folder: CSV, JSON, Markdown, SVG, HTML. */
    public void export(Path target, Consumer<Path> written) {
        Look now = look.get();
        tasks.run(() -> {
            SweepReport.of(now.folder(), now.sweep().orElseThrow(), now.results()).write(target);
            return target;
        }, written, failed);
    }

    /** The table of the chosen budget, or the first there is. */
    public Optional<SweepTable> table() {
        List<SweepTable> tables = look.get() == null ? List.of() : look.get().tables();
        return tables.stream().filter(table -> table.budget() == budget.get()).findFirst()
                .or(() -> tables.stream().findFirst());
    }

    /**
     * A cell in the table.
     *
     * @param figures by measure, with intervals
     * @param words   by measure, what it is against the baseline; empty for the baseline itself
     */
    public record Row(String cell, boolean isBaseline, String seeds, String updates, List<String> figures, List<String> words,
            String cost) {}

    public List<Row> rows() {
        String baseline = look.get() == null ? "" : look.get().sweep().map(Sweep::baseline).orElse("");
        List<Row> rows = new ArrayList<>();
        table().ifPresent(table -> table.rows().forEach(row -> {
            List<String> figures = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (Measure each : Measure.values()) {
                String figure = row.figures().get(each).written(each);
                figures.add(figure.isEmpty() ? Format.NOTHING : figure);
                words.add(table.pair(row.cell(), baseline, each).map(SweepTable.Pair::words).orElse(""));
            }
            rows.add(new Row(row.cell(), row.cell().equals(baseline), String.valueOf(row.seeds().size()), Format.count(row.updates()),
                    figures, words, row.updates() == 0 ? "" : texts.get("milliseconds", Math.round(1000 * row.secondsPerUpdate()))));
        }));
        return rows;
    }

    /**
     * Two cells by the chosen measure.
     *
     * @param difference of the first minus the second, with its interval
     */
    public record Pair(String cell, String other, String difference, PairedDifference.Verdict verdict, String words) {}

    public List<Pair> pairs() {
        Measure chosen = measure.get();
        return table().map(table -> table.pairs().stream().filter(pair -> pair.measure() == chosen)
                .map(pair -> new Pair(pair.cell(), pair.other(),
                        texts.get("difference", signed(pair.difference().interval().value(), chosen),
                                signed(pair.difference().interval().low(), chosen), signed(pair.difference().interval().high(), chosen)),
                        pair.verdict(), pair.words()))
                .toList()).orElse(List.of());
    }

    private static String signed(double value, Measure measure) {
        return !Double.isFinite(value) ? value > 0 ? "∞" : "−∞"
                : (value > 0 ? "+" : value < 0 ? "−" : "") + measure.written(Math.abs(value));
    }

    /**
     * A dot of the chart.
     *
     * @param half half the interval; 0 for one seed, which has none
     */
    public record Dot(String cell, double mean, double half, boolean hasInterval) {}

    /** The chosen measure of every cell. */
    public List<Dot> dots() {
        Measure chosen = measure.get();
        return table().map(table -> table.rows().stream().map(row -> dot(row.cell(), row.figures().get(chosen)))
                .filter(dot -> Double.isFinite(dot.mean())).toList()).orElse(List.of());
    }

    private static Dot dot(String cell, Figure figure) {
        boolean has = Double.isFinite(figure.half());
        return new Dot(cell, figure.mean(), has ? figure.half() : 0, has);
    }

    /** How it stands, in a sentence. */
    public String sentence() {
        Look now = look.get();
        if (now.sweep().isEmpty()) {
            return texts.get("state.noFile");
        }
        if (now.isComputed()) {
            return now.current().map(run -> texts.get("state.runs", now.done(), now.planned(), run.folder().getFileName().toString(),
                    Format.count(run.update()), Format.count(run.updates())))
                    .orElseGet(() -> texts.get("state.begins", now.done(), now.planned()));
        }
        String last = now.said().isEmpty() ? "" : now.said().get(now.said().size() - 1);
        return now.done() >= now.planned() ? texts.get("state.done", now.done())
                : texts.get("state.stopped", now.done(), now.planned(), last);
    }

    /** True if it can be started or gone on with here. */
    public boolean canResume() {
        Look now = look.get();
        return now != null && now.sweep().isPresent() && !now.isComputed() && now.done() < now.planned();
    }
}
