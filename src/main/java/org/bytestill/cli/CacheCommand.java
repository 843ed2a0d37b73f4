package org.bytestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.job.MergeService;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done with teacher bytes on disk: {@code cache merge}. */
@Command(name = "cache", description = "Join teacher bytes that were converted in parts.", synopsisSubcommandLabel = "merge",
        subcommands = CacheCommand.Merge.class)
final class CacheCommand extends EngineCommand {
    @Override
    ExitCode run(Terminal terminal) {
        throw UserError
                .badInput("What shall be done with the teacher bytes is missing: `bytestill cache merge --out DIR DIR...` joins parts.");
    }

    @Command(name = "merge", description = "Join the parts that `bytestill convert --shard` wrote to the cache that one computer would have"
            + " written, byte for byte. Parts of other texts or teachers, parts given twice and missing ones are refused.")
    static final class Merge extends EngineCommand {
        @Option(names = "--out", paramLabel = "DIR", required = true,
                description = "Folder of the whole; new, empty, or of an interrupted merge.")
        private Path target;

        @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of the parts, in any order.")
        private List<Path> parts;

        @Override
        ExitCode run(Terminal terminal) {
            try (Signals signals = new Signals(() -> {})) {
                MergeService.MergeReport merged = new MergeService().merge(parts, target,
                        new ProgressLines(terminal, "merged", signals));
                if (terminal.isJson()) {
                    terminal.data(Terminal.object("merge").put("folder", target.toString()).put("parts", merged.parts())
                            .put("shards", merged.shards()).put("bytes", merged.bytes()));
                } else {
                    terminal.line("%s: %d parts, %d shards, %s", target, merged.parts(), merged.shards(), Labels.disk(merged.bytes()));
                }
                return ExitCode.OK;
            }
        }
    }
}
