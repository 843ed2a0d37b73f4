package org.bytestill.cli;

import java.nio.file.Path;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Give a run another name, and its folder with it unless another run reads from it.")
final class RunsRenameCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(index = "0", paramLabel = "RUN", description = "Name or folder of the run.")
    private String named;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its new name.")
    private String name;

    @Override
    ExitCode run(Terminal terminal) {
        RunLibrary library = folder.library();
        Path before = library.find(named);
        Path after = library.rename(before, name);
        if (terminal.isJson()) {
            terminal.data(Terminal.object("renamed").put("name", name).put("before", before.toString()).put("folder", after.toString()));
        } else {
            terminal.line("%s is now %s, in %s", before.getFileName(), name, after);
        }
        if (after.equals(before) && !after.getFileName().toString().equals(name)) {
            terminal.note("Its folder keeps its name: a run.yaml there names a path inside it.");
        }
        return ExitCode.OK;
    }
}
