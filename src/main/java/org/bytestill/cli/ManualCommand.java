package org.bytestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.cli.manual.CommandPage;
import org.bytestill.cli.manual.CommandReference;
import org.bytestill.cli.manual.ManPage;
import org.bytestill.cli.manual.SettingsReference;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.BuildInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "manual",
        description = "Write the commands' man pages into a folder, or print all commands, or all settings of run.yaml, as"
                + " a page of Markdown.")
final class ManualCommand extends EngineCommand {
    /** Pages of the user guide that follow from the program. */
    enum Page {
        COMMANDS, SETTINGS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--to", paramLabel = "DIR", description = "Folder for the man pages; read one by `man -l DIR/bytestill-train.1`.")
    private @Nullable Path folder;

    @Option(names = "--markdown", paramLabel = "PAGE", description = "Print a page of the user guide: ${COMPLETION-CANDIDATES}.")
    private @Nullable Page page;

    @Override
    ExitCode run(Terminal terminal) {
        if ((page == null) == (folder == null)) {
            throw UserError.badInput("`bytestill manual` writes man pages with --to DIR, or prints Markdown with --markdown PAGE."
                    + " Give one of them.");
        }
        CommandPage root = CommandPage.of(spec().root().commandLine());
        if (page != null) {
            String text = page == Page.COMMANDS ? CommandReference.of(root) : SettingsReference.of();
            if (terminal.isJson()) {
                terminal.data(Terminal.object("manual").put("page", page.toString()).put("markdown", text));
            } else {
                terminal.piece(text);
            }
            return ExitCode.OK;
        }
        List<String> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            write(root, files);
        } catch (IOException e) {
            throw UserError.disk("The man pages could not be written into %s: %s.", folder, e.getMessage()).causedBy(e);
        }
        if (terminal.isJson()) {
            terminal.data(Terminal.object("manual").put("folder", folder.toString()).set("files", Terminal.array(files)));
        } else {
            terminal.line("%d man pages in %s", files.size(), folder);
        }
        return ExitCode.OK;
    }

    private void write(CommandPage page, List<String> files) throws IOException {
        BuildInfo build = BuildInfo.ofProgram();
        String name = ManPage.name(page) + ".1";
        Files.writeString(folder.resolve(name), ManPage.of(page, build.day(), build.version()));
        files.add(name);
        for (CommandPage below : page.subcommands()) {
            write(below, files);
        }
    }
}
