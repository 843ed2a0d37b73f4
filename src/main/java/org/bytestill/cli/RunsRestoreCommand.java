package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.library.RunBin;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Bring runs back from the bin; without a name it lists what is in it.")
final class RunsRestoreCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "What the folders of the runs were called; of several, the newest.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--empty", description = "Delete for good what is in the bin, or the runs named.")
    private boolean empty;

    @Override
    ExitCode run(Terminal terminal) {
        RunBin bin = folder.library().bin();
        List<RunBin.Entry> all = bin.entries();
        if (named.isEmpty() && !empty) {
            all.forEach(entry -> tell(terminal, "binned", entry, entry.folder()));
            if (all.isEmpty()) {
                terminal.note("The bin is empty.");
            }
            return ExitCode.OK;
        }
        List<RunBin.Entry> meant = named.isEmpty() ? all : named.stream().map(name -> newest(all, name)).distinct().toList();
        for (RunBin.Entry entry : meant) {
            if (empty) {
                tell(terminal, "emptied", entry, entry.folder());
                bin.empty(List.of(entry));
            } else {
                tell(terminal, "restored", entry, bin.restore(entry));
            }
        }
        return ExitCode.OK;
    }

    private static RunBin.Entry newest(List<RunBin.Entry> all, String name) {
        List<String> names = all.stream().map(RunBin.Entry::name).toList();
        return all.stream().filter(entry -> entry.name().equals(name)).findFirst()
                .orElseThrow(() -> names.isEmpty() ? UserError.badInput("The bin is empty.")
                        : UserError.badInput("There is no \"%s\" in the bin; did you mean \"%s\"?", name, NearestWord.of(name, names)));
    }

    private static void tell(Terminal terminal, String what, RunBin.Entry entry, Path place) {
        Path now = place;
        if (terminal.isJson()) {
            terminal.data(Terminal.object(what).put("name", entry.name()).put("folder", now.toString())
                    .put("deletedAt", entry.deletedAt().toString()));
        } else {
            terminal.line("%s, deleted %s, %s: %s", entry.name(), entry.deletedAt(), what, now);
        }
    }
}
