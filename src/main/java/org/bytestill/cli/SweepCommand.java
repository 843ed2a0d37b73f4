package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.Engine;
import org.bytestill.engine.sweep.Sweep;
import org.bytestill.engine.sweep.SweepFile;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.engine.sweep.SweepService;
import org.bytestill.engine.sweep.background.SweepFolder;
import org.bytestill.engine.sweep.report.SweepReport;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sweep",
        description = "Train many settings, each with several seeds, and say which is better. Interrupted or killed, the same command goes on.")
final class SweepCommand extends EngineCommand {
    @Parameters(paramLabel = "GRID.yaml", description = "What to train: a run.yaml, cells or a grid over any of its keys, seeds.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the sweep: its runs, and what is known of them.")
    private Path folder;

    @Option(names = "--seeds", paramLabel = "N,...", split = ",", description = "These seeds instead of the file's.")
    private List<Long> seeds = new ArrayList<>();

    @Option(names = "--only", paramLabel = "NAME,...", split = ",", description = "Some cells, and the baseline (default: all).")
    private List<String> only = new ArrayList<>();

    @Option(names = "--show", description = "Train nothing; print the tables of what is there.")
    private boolean show;

    @Option(names = "--report", paramLabel = "DIR",
            description = "Folder for tables, chart and page: CSV, JSON, Markdown, SVG, HTML (default: that of --out).")
    private @Nullable Path reports;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        Sweep sweep = SweepFile.read(file).only(only, seeds);
        try (Engine engine = Bytestill.openEngine();
                Signals signals = new Signals(() -> terminal.note("Saving the run at hand; the same command goes on."))) {
            SweepService service = new SweepService(engine, folder);
            if (!show && (!Files.exists(folder) || SweepFolder.isAt(folder))) {
                // The window then knows by which file the folder is made.
                new SweepFolder(folder).remember(file);
            }
            List<ExitCode> failed = new ArrayList<>();
            List<SweepRun> results = show ? service.results()
                    : service.run(sweep, new SweepListenerLines(terminal, failed), () -> !signals.received());
            if (signals.received()) {
                return ExitCode.INTERRUPTED;
            }
            if (!show && results.isEmpty() && !failed.isEmpty()) {
                return failed.get(0);
            }
            SweepReport report = SweepReport.of(folder, sweep, results);
            report.write(reports == null ? folder : reports);
            report.tables().forEach(table -> SweepLines.print(table, sweep.baseline(), terminal));
            terminal.note("The whole report: %s", (reports == null ? folder : reports).resolve("report.html"));
            return failed.isEmpty() ? ExitCode.OK : failed.get(0);
        }
    }
}
