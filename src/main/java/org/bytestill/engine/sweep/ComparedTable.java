package org.bytestill.engine.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.compare.ComparedRun;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.RunFolder;

/** The results of a comparison as a table of a sweep: with intervals, and every two variants compared. */
public final class ComparedTable {
    private ComparedTable() {}

    /**
     * @param folder the folder of the comparison
     * @return empty if a run's results of documents were not kept
     */
    public static Optional<SweepTable> of(Path folder, List<ComparedRun> results) {
        List<ComparedRun> trained = results.stream().filter(run -> !run.variant().equals(ComparedRun.START)).toList();
        if (trained.isEmpty() || trained.stream().anyMatch(run -> evaluated(folder, run) < 0)) {
            return Optional.empty();
        }
        List<Cell> cells = trained.stream().map(ComparedRun::variant).distinct().map(name -> new Cell(name, Map.of())).toList();
        List<Long> seeds = trained.stream().map(ComparedRun::seed).distinct().toList();
        Sweep sweep = new Sweep("", RunConfig.defaults(), folder, cells, seeds, cells.get(0).name(), List.of(Budget.UPDATES));
        List<SweepRun> runs = trained.stream().map(run -> run(folder, run)).toList();
        return new SweepTables(folder, sweep, runs).tables().stream().findFirst();
    }

    private static int evaluated(Path folder, ComparedRun run) {
        return new DocumentScores(new RunFolder(folder.resolve(run.folder()))).last().orElse(-1);
    }

    private static SweepRun run(Path folder, ComparedRun run) {
        return new SweepRun(run.variant(), Budget.UPDATES, run.seed(), run.folder(), run.updates(), evaluated(folder, run),
                run.bitsPerByte(), run.klBits(), run.top1Agreement(), 0, 0, 0, 0, run.secondsPerUpdate(), Map.of());
    }
}
