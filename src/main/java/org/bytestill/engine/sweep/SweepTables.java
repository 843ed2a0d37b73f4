package org.bytestill.engine.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.bytestill.evaluate.DocumentBootstrap;
import org.bytestill.evaluate.PairedDifference;
import org.bytestill.problem.Check;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.RunFolder;

/** Makes the tables of a sweep from its finished runs: figures with intervals, and every two cells compared seed by seed, document by document. */
public final class SweepTables {
    private final Path folder;
    private final Sweep sweep;
    private final List<SweepRun> results;
    private final Map<SweepRun, List<DocumentScore>> scores = new HashMap<>();
    private final Map<SweepRun, Map<Measure, DocumentBootstrap.Mean>> means = new HashMap<>();
    private DocumentBootstrap bootstrap = new DocumentBootstrap(1, 1, DocumentBootstrap.SEED);
    private int documents;

    /** @param folder the folder of the sweep */
    public SweepTables(Path folder, Sweep sweep, List<SweepRun> results) {
        this.folder = folder;
        this.sweep = sweep;
        this.results = results;
    }

    /** The tables that have runs. Throws UserError if a run's results of documents cannot be read, or are of another text. */
    public List<SweepTable> tables() {
        return sweep.budgets().stream().map(this::table).filter(table -> !table.pairs().isEmpty()).toList();
    }

    private SweepTable table(Budget budget) {
        Set<String> names = new LinkedHashSet<>(List.of(SweepRun.START));
        sweep.cells().forEach(cell -> names.add(cell.name()));
        List<SweepTable.Row> rows = new ArrayList<>();
        List<SweepTable.Pair> pairs = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        for (String name : names) {
            List<SweepRun> runs = runs(name, budget);
            if (!runs.isEmpty()) {
                rows.add(row(name, runs));
                earlier.forEach(other -> pairs.addAll(pairs(name, runs, other, runs(other, budget))));
                earlier.add(name);
            }
        }
        return new SweepTable(budget, rows, pairs);
    }

    /** The runs of a cell, by seed. The student before training is the same at every budget. */
    private List<SweepRun> runs(String cell, Budget budget) {
        Budget of = cell.equals(SweepRun.START) ? Budget.UPDATES : budget;
        return sweep.seeds().stream().flatMap(seed -> results.stream().filter(run -> run.isOf(cell, of, seed)).limit(1)).toList();
    }

    private SweepTable.Row row(String name, List<SweepRun> runs) {
        Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            figures.put(measure, Figure.of(runs.stream().mapToDouble(run -> mean(run, measure).value()).toArray()));
        }
        return new SweepTable.Row(name, runs.stream().map(SweepRun::seed).toList(), runs.get(0).updates(), figures,
                mean(runs, SweepRun::bytes), mean(runs, SweepRun::teacherBytes), mean(runs, SweepRun::seconds),
                mean(runs, SweepRun::secondsPerUpdate), diagnostics(runs));
    }

    private static Map<String, Double> diagnostics(List<SweepRun> runs) {
        Map<String, Double> means = new TreeMap<>();
        runs.stream().flatMap(run -> run.diagnostics().keySet().stream()).distinct().forEach(key -> means.put(key,
                runs.stream().filter(run -> run.diagnostics().containsKey(key)).mapToDouble(run -> run.diagnostics().get(key)).average()
                        .orElse(Double.NaN)));
        return means;
    }

    private static double mean(List<SweepRun> runs, ToDoubleFunction<SweepRun> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private List<SweepTable.Pair> pairs(String name, List<SweepRun> runs, String other, List<SweepRun> others) {
        List<SweepRun> own = runs.stream().filter(run -> seeds(others).contains(run.seed())).toList();
        List<SweepRun> same = others.stream().filter(run -> seeds(runs).contains(run.seed())).toList();
        List<SweepTable.Pair> pairs = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (!own.isEmpty() && own.stream().noneMatch(run -> Double.isNaN(mean(run, measure).value()))
                    && same.stream().noneMatch(run -> Double.isNaN(mean(run, measure).value()))) {
                pairs.add(new SweepTable.Pair(name, other, measure, PairedDifference.of(
                        own.stream().map(run -> mean(run, measure)).toList(), same.stream().map(run -> mean(run, measure)).toList())));
            }
        }
        return pairs;
    }

    private static List<Long> seeds(List<SweepRun> runs) {
        return runs.stream().map(SweepRun::seed).toList();
    }

    private DocumentBootstrap.Mean mean(SweepRun run, Measure measure) {
        return means.computeIfAbsent(run, key -> new EnumMap<>(Measure.class)).computeIfAbsent(measure, key -> {
            List<DocumentScore> documents = scores(run);
            return bootstrap.of(documents.stream().mapToDouble(measure::sum).toArray(),
                    documents.stream().mapToDouble(measure::weight).toArray());
        });
    }

    /** The results of the run's last evaluation. All runs are measured on the same documents, or nothing could be paired. */
    private List<DocumentScore> scores(SweepRun run) {
        return scores.computeIfAbsent(run, key -> {
            List<DocumentScore> read = new DocumentScores(new RunFolder(folder.resolve(run.folder()))).read(run.evaluated());
            if (documents == 0) {
                documents = read.size();
                bootstrap = new DocumentBootstrap(documents, DocumentBootstrap.RESAMPLES, DocumentBootstrap.SEED);
            }
            Check.that(read.size() == documents,
                    "%s was measured on %d documents, others on %d. Name a validation text (text.validation) that all seeds share.",
                    run.folder(), read.size(), documents);
            return read;
        });
    }
}
