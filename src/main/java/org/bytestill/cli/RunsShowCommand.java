package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show what run.json records of a run: state, configuration with the origin of each value, hashes of "
        + "the text, machine and versions.")
final class RunsShowCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(paramLabel = "RUN", description = "Name or folder of the run.")
    private String named;

    @Override
    ExitCode run(Terminal terminal) {
        RunLibrary library = folder.library();
        Path run = library.find(named);
        RunSummary summary = RunSummary.of(run);
        ObjectNode root = RunManifest.read(RunFolder.existing(run)).root();
        if (terminal.isJson()) {
            ObjectNode object = RunLines.object("run", summary, library.bytes(run));
            object.set("record", root);
            terminal.data(object);
            return ExitCode.OK;
        }
        terminal.line("%s: %s, update %d of %d, %s in %s", summary.name(), StatusCommand.word(summary.state()), summary.update(),
                summary.updates(), Labels.disk(library.bytes(run)), run);
        terminal.line("%s", root.toPrettyString());
        return ExitCode.OK;
    }
}
