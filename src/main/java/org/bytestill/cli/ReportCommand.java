package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.engine.Engine;
import org.bytestill.engine.report.RunReport;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "report", description = "Write a run as one page of HTML: figures with intervals, charts, events, checkpoints, hashes,"
        + " configuration, commands.")
final class ReportCommand extends EngineCommand {
    @Mixin
    private RunFolderArgument run;

    @Option(names = "--out", paramLabel = "FILE.html",
            description = "The file to write; one that is there is replaced. Without it: report.html in the run's folder.")
    private Path out;

    @Override
    ExitCode run(Terminal terminal) throws Exception {
        try (Engine engine = Bytestill.openEngine()) {
            Run opened = engine.open(run.folder);
            Path file = out == null ? opened.folder().resolve("report.html") : out;
            RunReport.write(opened, file);
            if (terminal.isJson()) {
                terminal.data(Terminal.object("report").put("run", opened.folder().toString()).put("file", file.toString()).put("bytes",
                        Files.size(file)));
            } else {
                terminal.line("%s: %s", opened.name(), file);
            }
            return ExitCode.OK;
        }
    }
}
