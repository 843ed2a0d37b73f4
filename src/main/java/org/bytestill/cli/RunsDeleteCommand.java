package org.bytestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.library.RunBin;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete",
        description = "Move runs into the bin of their folder, .bin in it; `runs restore` brings them back, `runs restore "
                + "--empty` frees the disk. A run that a process computes is left.")
final class RunsDeleteCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Names or folders of the runs.")
    private List<String> named;

    @Override
    ExitCode run(Terminal terminal) {
        RunLibrary library = folder.library();
        List<Path> runs = named.stream().map(library::find).distinct().toList();
        for (Path run : runs) {
            long bytes = library.bytes(run);
            List<String> readers = library.readersOf(run);
            RunBin.Entry entry = library.delete(run);
            if (terminal.isJson()) {
                terminal.data(Terminal.object("deleted").put("name", entry.name()).put("sizeBytes", bytes)
                        .put("bin", entry.folder().toString()).set("readers", Terminal.array(readers)));
            } else {
                terminal.line("%s is in the bin (%s): %s", entry.name(), Labels.disk(bytes), entry.folder());
            }
            if (!readers.isEmpty()) {
                terminal.note("%s read from it and cannot be resumed without it.", String.join(", ", readers));
            }
        }
        return ExitCode.OK;
    }
}
