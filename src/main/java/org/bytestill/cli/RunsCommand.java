package org.bytestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.Engine;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The runs of a folder: {@code runs list} and what is done with one of them. */
@Command(name = "runs", description = "List the runs of a folder; rename, delete, bring back and repeat them. Alone it lists them.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {RunsCommand.Listing.class, RunsShowCommand.class, RunsRenameCommand.class, RunsDeleteCommand.class,
            RunsRestoreCommand.class, RunsRepeatCommand.class})
final class RunsCommand extends EngineCommand {
    private static final String FORMAT = "%-12s %-28s %15s %10s %10s %10s  %s";

    @Mixin
    private RunsFolderOption folder;

    @Override
    ExitCode run(Terminal terminal) {
        return list(folder.library(), terminal);
    }

    @Command(name = "list", description = "List the runs of a folder, the one started last first, with their sizes.")
    static final class Listing extends EngineCommand {
        @Mixin
        private RunsFolderOption folder;

        @Override
        ExitCode run(Terminal terminal) {
            return list(folder.library(), terminal);
        }
    }

    private static ExitCode list(RunLibrary library, Terminal terminal) {
        List<RunSummary> runs;
        try (Engine engine = Bytestill.openEngine()) {
            runs = engine.runs(library.folder());
        }
        if (terminal.isJson()) {
            runs.forEach(run -> terminal.data(RunLines.object("run", run, library.bytes(run.folder()))));
            return ExitCode.OK;
        }
        if (runs.isEmpty()) {
            terminal.note("There is no run in %s.", library.folder());
            return ExitCode.OK;
        }
        terminal.line(FORMAT, "state", "run", "update", "KL, bits", "bits/byte", "size", "folder");
        for (RunSummary run : runs) {
            Path name = run.folder().getFileName();
            terminal.line(FORMAT, run.broken().isEmpty() ? StatusCommand.word(run.state()) : "unreadable", run.name(),
                    run.update() + " of " + run.updates(), Labels.number(run.bestKlBits()), Labels.number(run.bestBitsPerByte()),
                    Labels.disk(library.bytes(run.folder())), name);
        }
        return ExitCode.OK;
    }
}
