package org.bytestill.cli;

import org.bytestill.cli.manual.Completion;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "completion", description = "Print the script by which a shell completes commands and options. For this session:"
        + " source <(bytestill completion bash), or bytestill completion fish | source. For good: write it into"
        + " ~/.local/share/bash-completion/completions/bytestill, into _bytestill in a folder of zsh's fpath, or into"
        + " ~/.config/fish/completions/bytestill.fish. A package of the system has it installed.")
final class CompletionCommand extends EngineCommand {
    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Completion shell;

    @Override
    ExitCode run(Terminal terminal) {
        String script = shell.script(spec().root().commandLine());
        if (terminal.isJson()) {
            terminal.data(Terminal.object("completion").put("shell", shell.toString()).put("script", script));
        } else {
            terminal.piece(script);
        }
        return ExitCode.OK;
    }
}
