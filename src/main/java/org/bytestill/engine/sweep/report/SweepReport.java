package org.bytestill.engine.sweep.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.sweep.Sweep;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.engine.sweep.SweepTable;
import org.bytestill.engine.sweep.SweepTables;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;

/**
 * What a sweep found, with what is needed to repeat it.
 *
 * @param results all finished runs
 * @param tables  at equal updates, bytes, time, as far as there are runs
 */
public record SweepReport(Sweep sweep, List<SweepRun> results, List<SweepTable> tables, Provenance provenance) {
    /**
     * @param folder the folder of the sweep
     * @throws UserError if there is no finished run, or results of documents cannot be read
     */
    public static SweepReport of(Path folder, Sweep sweep, List<SweepRun> results) {
        List<SweepRun> own = results.stream().filter(run -> sweep.seeds().contains(run.seed()) && isOf(sweep, run)).toList();
        if (own.isEmpty()) {
            throw UserError.badInput("%s holds no finished run of this sweep. Leave out --show to train.", folder);
        }
        return new SweepReport(sweep, own, new SweepTables(folder, sweep, own).tables(), Provenance.of(folder, sweep, own));
    }

    private static boolean isOf(Sweep sweep, SweepRun run) {
        return run.cell().equals(SweepRun.START) || sweep.cells().stream().anyMatch(cell -> cell.name().equals(run.cell()));
    }

    /** Writes all files into a folder, which is made if it is not there: tables as CSV, JSON and Markdown, the page, a chart. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        AtomicFile.write(folder.resolve("runs.csv"), SweepCsv.runs(results));
        AtomicFile.write(folder.resolve("verdicts.csv"), SweepCsv.verdicts(tables));
        AtomicFile.write(folder.resolve("diagnostics.csv"), SweepCsv.diagnostics(tables));
        AtomicFile.write(folder.resolve("report.json"), SweepJson.of(this));
        AtomicFile.write(folder.resolve("tables.md"), SweepMarkdown.of(this));
        AtomicFile.write(folder.resolve("chart.svg"), new SweepChart(tables.get(0)).svg());
        AtomicFile.write(folder.resolve("report.html"), new SweepHtml(this).page());
    }
}
