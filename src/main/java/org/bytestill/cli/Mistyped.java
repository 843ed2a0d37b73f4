package org.bytestill.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.util.NearestWord;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words of a command line that are none: what is refused on every command, and what is told of it. */
final class Mistyped {
    /** How picocli begins, whether the option stood alone or where a value was expected. */
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown options?: '([^']*)'.*", Pattern.DOTALL);

    private Mistyped() {}

    /** Sets a command and those below it so that no option is taken for a file and no empty value for one that was given. */
    static void refuse(CommandLine command) {
        // --text FILE... would take all words that follow.
        command.setUnmatchedOptionsAllowedAsOptionParameters(false);
        command.registerConverter(String.class, Mistyped::given);
        command.registerConverter(Path.class, Mistyped::path);
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
            throw new TypeConversionException("it is no path: " + e.getReason() + ".");
        }
    }

    /** Says what is wrong, what was probably meant, and where to look. */
    static void say(ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> unknown = unknownOption(error);
        err.println(unknown.map(word -> sentence(word, command)).orElse(error.getMessage()));
        if (unknown.isPresent() || !UnmatchedArgumentException.printSuggestions(error, err)) {
            err.println("`" + command.getCommandSpec().qualifiedName() + " --help` lists what it takes.");
        }
    }

    /** The one that was meant may be what is said to be missing, so it is looked for in every case. */
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
