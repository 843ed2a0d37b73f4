package org.bytestill.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.util.NearestWord;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Handling of mistyped arguments: unknown options and commands, empty values, with a suggestion of the nearest known word. */
final class Mistyped {
    /** picocli's message for an unknown option, alone or in place of a value. */
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown options?: '([^']*)'.*", Pattern.DOTALL);

    private Mistyped() {}

    /** Configures a command and its subcommands to reject unknown options in place of file names, and empty values. */
    static void refuse(CommandLine command) {
        // Otherwise --text FILE... would take all arguments that follow.
        command.setUnmatchedOptionsAllowedAsOptionParameters(false);
        command.registerConverter(String.class, Mistyped::given);
        command.registerConverter(Path.class, Mistyped::path);
        command.registerConverter(LocalDateTime.class, Mistyped::time);
    }

    private static String given(String value) {
        if (value.isBlank()) {
            throw new TypeConversionException("it is empty. Write a value.");
        }
        return value;
    }

    private static Path path(String value) {
        try {
            return Path.of(given(value));
        } catch (InvalidPathException e) {
            throw new TypeConversionException("it is no path: " + e.getReason() + "."
                    + (e.getReason().contains("unmappable") ? " Start the program with a UTF-8 locale: LC_ALL=C.UTF-8." : ""));
        }
    }

    private static LocalDateTime time(String value) {
        try {
            return LocalDateTime.parse(given(value));
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("\"" + value + "\" is no time. Write one such as 2026-03-09T14:05:07.");
        }
    }

    /** Prints what is wrong, the probable correction, and where to find help. */
    static void say(ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> unknown = unknownCommand(error).or(() -> unknownOption(error).map(word -> sentence(word, command)));
        err.println(unknown.orElse(error.getMessage()));
        err.println("`" + command.getCommandSpec().qualifiedName() + " --help` lists what it takes.");
    }

    /** A word where a command is expected, with the nearest command. */
    private static Optional<String> unknownCommand(ParameterException error) {
        List<String> known = List.copyOf(error.getCommandLine().getSubcommands().keySet());
        List<String> words = error.getCommandLine().getUnmatchedArguments();
        return !(error instanceof UnmatchedArgumentException) || known.isEmpty() || words.isEmpty() || words.get(0).startsWith("-")
                ? Optional.empty()
                : Optional.of("Unknown command " + words.get(0) + "; did you mean " + NearestWord.of(words.get(0), known) + "?");
    }

    /** The unknown option of an error, also of one about a missing option, which may be a consequence of the misspelling. */
    private static Optional<String> unknownOption(ParameterException error) {
        Matcher named = UNKNOWN_OPTION.matcher(error.getMessage());
        return named.matches() ? Optional.of(named.group(1))
                : error.getCommandLine().getUnmatchedArguments().stream().filter(word -> word.startsWith("-")).findFirst();
    }

    private static String sentence(String word, CommandLine command) {
        if (!word.startsWith("--")) {
            return "Unknown option " + word + ". A file whose name begins with a dash is written as ./" + word + ".";
        }
        List<String> known = command.getCommandSpec().optionsMap().keySet().stream().filter(name -> name.startsWith("--")).toList();
        return "Unknown option " + word + "; did you mean " + NearestWord.of(word.replaceFirst("=.*", ""), known) + "?";
    }
}
