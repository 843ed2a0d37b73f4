package org.bytestill.cli;

import java.util.concurrent.Callable;
import org.bytestill.problem.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Base class of all commands: {@code --json}, {@code --help}, and an exit code as the result. */
abstract class EngineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print data for programs: one JSON object a line, messages on standard error.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public final Integer call() throws Exception {
        return run(new Terminal(spec, json)).code();
    }

    /** The command as it was read. */
    final CommandSpec spec() {
        return spec;
    }

    /** The work of the command. A mistake of the user is thrown as UserError. */
    abstract ExitCode run(Terminal terminal) throws Exception;
}
