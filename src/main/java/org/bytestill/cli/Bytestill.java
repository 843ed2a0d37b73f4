package org.bytestill.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bytestill.engine.Engine;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.util.BuildInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command of the command line. {@link #run} executes a command as a function, for {@code main} and for tests. */
@Command(name = "bytestill", mixinStandardHelpOptions = true, versionProvider = Bytestill.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Distils one language model into another that has a different tokenizer, through bytes. Without arguments the window opens.",
        footer = {"",
            "Exit codes: 0 ok, 1 internal error, 2 bad input, 3 will not fit, 4 out of memory, 5 disk, 6 corrupt file, 7 proof failed,",
            "8 training gave a loss or gradient that is not a number, 130 interrupted and saved.",
            "`bytestill COMMAND --help` explains a command."})
public final class Bytestill {
    private static final Logger LOG = LoggerFactory.getLogger(Bytestill.class);
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(InitCommand.class, CheckCommand.class, EstimateCommand.class,
            DryRunCommand.class, ConvertCommand.class, CacheCommand.class, TrainCommand.class, StatusCommand.class, ReportCommand.class,
            PauseCommand.class, ResumeCommand.class, StopCommand.class, RunsCommand.class, QueueCommand.class, ExportCommand.class,
            EvalCommand.class, EvalMergeCommand.class, GenerateCommand.class, InspectCommand.class, RolloutsCommand.class,
            DocumentsCommand.class, PreviewCommand.class, TokenizersCommand.class, AuditCommand.class, CompareCommand.class,
            SweepCommand.class, RenderCommand.class, VerifyCommand.class, DoctorCommand.class, OpenCommand.class, CompletionCommand.class,
            ManualCommand.class);
    /** They describe all the others. */
    private static final Set<Class<?>> DESCRIBING = Set.of(CompletionCommand.class, ManualCommand.class);

    private Bytestill() {}

    /** Runs one command where no window can be opened. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, file -> {
            throw UserError.badInput("There is no window here.");
        });
    }

    /**
     * Runs one command.
     *
     * @param window shows the window, with a file or folder in it if one is given, and returns when it is closed
     * @return the exit code; the caller ends the process with it
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err, Consumer<Optional<Path>> window) {
        CommandLine commandLine = commandLine(window, called(arguments));
        commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commandLine.setParameterExceptionHandler((error, ignored) -> {
            Mistyped.say(error);
            return ExitCode.BAD_INPUT.code();
        });
        commandLine.setExecutionExceptionHandler((error, failed, ignored) -> failed(error, failed.getErr()));
        try {
            return written(commandLine.execute(arguments), commandLine);
        } catch (OutOfMemoryError e) {
            return failed(e, commandLine.getErr());
        }
    }

    /** The command that is called, or all where it must be found among them: reading what all take is a third of a command's start. */
    private static List<Class<?>> called(String[] arguments) {
        Optional<Class<?>> called = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .filter(command -> !DESCRIBING.contains(command)).findFirst();
        return called.<List<Class<?>>>map(List::of).orElse(COMMANDS);
    }

    /** All commands, as they are read. */
    static CommandLine commandLine(Consumer<Optional<Path>> window) {
        return commandLine(window, COMMANDS);
    }

    private static CommandLine commandLine(Consumer<Optional<Path>> window, List<Class<?>> commands) {
        CommandLine commandLine = new CommandLine(new Bytestill(), new WithWindow(window));
        commands.forEach(commandLine::addSubcommand);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setResourceBundle(new HelpWords());
        Mistyped.refuse(commandLine);
        return commandLine;
    }

    /** Makes the commands; one of them needs the window. */
    private record WithWindow(Consumer<Optional<Path>> window) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == OpenCommand.class ? type.cast(new OpenCommand(window)) : CommandLine.defaultFactory().create(type);
        }
    }

    /** The exit code of a command whose output arrived; streams keep their trouble to themselves until asked. */
    private static int written(int exitCode, CommandLine command) {
        if (exitCode == ExitCode.OK.code() && command.getOut().checkError()) {
            command.getErr().println("Standard output could not be written, or only in part: its disk is full, or who read it has ended.");
            return ExitCode.DISK.code();
        }
        return exitCode;
    }

    /** Opens the engine; the command closes it. */
    static Engine openEngine() {
        return new TrainingEngine(CostStore.ofUser(), true);
    }

    private static int failed(Throwable error, PrintWriter err) {
        Failure failure = Failure.of(error);
        if (failure.isUnexpected()) {
            LOG.error(failure.sentence(), error);
        }
        err.println(failure.sentence());
        return failure.exitCode().code();
    }

    /** The version of the program, of Java and of the libtorch that comes with it; `doctor` says which libtorch computes. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            BuildInfo build = BuildInfo.ofProgram();
            return new String[] {"bytestill " + build.version(), "commit    " + build.commit(),
                "Java      " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                "libtorch  " + build.libtorch() + " built in"};
        }
    }
}
