package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Words that no command knows are refused on every command, after every option. */
class MistypedTest {
    private static List<CommandSpec> commands() {
        return Bytestill.commandLine(file -> {}).getSubcommands().values().stream().map(CommandLine::getCommandSpec).toList();
    }

    private static List<OptionSpec> withValue(CommandSpec command) {
        return command.options().stream().filter(option -> option.arity().max() > 0).toList();
    }

    private static boolean takesAnyWord(OptionSpec option) {
        return List.of(Path.class, String.class).contains(option.auxiliaryTypes()[0]);
    }

    private static void assertRefused(String words, Object... arguments) {
        Result result = Commands.run(arguments);
        assertThat(result.exitCode()).as(List.of(arguments).toString()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).as(List.of(arguments).toString()).contains(words, "--help` lists what it takes.")
                .doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsNoFileOfTheOptionBeforeIt() {
        assertThat(commands()).hasSizeGreaterThan(10);
        for (CommandSpec command : commands()) {
            assertRefused("Unknown option --jsno; did you mean --json?", command.name(), "--jsno");
            for (OptionSpec option : withValue(command)) {
                assertRefused("Unknown option --jsno; did you mean --json?", command.name(), option.longestName(), "--jsno");
                if (takesAnyWord(option)) {
                    assertRefused("Unknown option --jsno; did you mean --json?", command.name(), option.longestName(), "a", "--jsno");
                }
            }
        }
        assertRefused("Unknown option --jsno; did you mean --json?", "eval", "model", "--text", "a.txt", "b.txt", "--jsno", "c.txt");
        assertRefused("Unknown option --maxbytes=5; did you mean --max-bytes?", "audit", "--text", "a.txt", "--maxbytes=5");
        assertRefused("Unknown option -a.txt. A file whose name begins with a dash is written as ./-a.txt.",
                "eval", "model", "--text", "-a.txt");
    }

    /** Two letters exchanged, one forgotten: the command that is meant is named, for every command. */
    @Test
    void aMistypedCommandIsNamedRight() {
        for (CommandSpec command : commands()) {
            String name = command.name();
            String exchanged = name.substring(0, 1) + name.charAt(2) + name.charAt(1) + name.substring(3);
            String forgotten = name.substring(0, name.length() - 2) + name.substring(name.length() - 1);
            for (String typed : List.of(exchanged, forgotten)) {
                if (!typed.equals(name)) {
                    assertRefused("Unknown command " + typed + "; did you mean " + name + "?", typed, "--json");
                }
            }
        }
        assertRefused("Unknown command merg; did you mean merge?", "cache", "merg");
    }

    @Test
    void anUnknownOptionIsToldBeforeWhatIsMissing() {
        assertRefused("Unknown option --techer; did you mean --teacher?", "convert", "--techer", "x");
    }

    @Test
    void anEmptyValueIsNamed() {
        for (CommandSpec command : commands()) {
            for (OptionSpec option : withValue(command)) {
                String named = "Invalid value for option '" + option.longestName() + "'";
                assertRefused(named, command.name(), option.longestName(), "");
                if (takesAnyWord(option)) {
                    assertRefused("it is empty", command.name(), option.longestName(), " ");
                }
            }
            for (int i = 0; i < command.positionalParameters().size(); i++) {
                assertRefused("Invalid value for positional parameter at index 0", command.name(), "");
            }
        }
    }

    @Test
    void aPathThatCannotBeIsNamedWithoutItsException() {
        assertRefused("'--run': it is no path: Nul character not allowed.", "train", "run.yaml", "--run", "a\0b");
    }

    @Test
    void aNegativeNumberIsAValue() {
        assertThat(Commands.run("audit", "--teacher", "x", "--text", "none.txt", "--seed", "-5").err())
                .contains("none.txt: no such text file");
    }
}
