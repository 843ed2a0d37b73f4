package org.bytestill.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One command as a manual tells it.
 *
 * @param name        all its words, such as {@code bytestill cache merge}
 * @param description sentences, as one text
 * @param synopsis    how it is called, in one line
 * @param options     in the order of their names
 * @param parameters  what stands without an option, by position
 * @param footer      lines at the end of its help
 * @param subcommands pages of the commands below it
 */
public record CommandPage(String name, String description, String synopsis, List<Entry> options, List<Entry> parameters,
        List<String> footer, List<CommandPage> subcommands) {
    private static final int ONE_LINE = 4000;

    /**
     * An option or a parameter.
     *
     * @param names       as they are typed, the longest last; of a parameter none
     * @param value       the word for its value, empty if it takes none
     * @param description sentences, as one text
     * @param required    whether the command needs it
     * @param choices     the values there are, empty if any may be given
     * @param isPath      whether its value is a file or a folder
     */
    public record Entry(List<String> names, String value, String description, boolean required, List<String> choices, boolean isPath) {
        /** The name that says most. */
        public String longest() {
            return names.get(names.size() - 1);
        }

        /** The first sentence alone, for lists that have a line for each. */
        public String sentence() {
            return firstSentence(description);
        }
    }

    /** The page of a command and of those below it. */
    public static CommandPage of(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        // Or a synopsis would be broken in the middle of a name.
        spec.usageMessage().width(ONE_LINE);
        Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
        List<Entry> options = spec.options().stream().filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName)).map(option -> entry(option, help)).toList();
        List<Entry> parameters = spec.positionalParameters().stream().filter(parameter -> !parameter.hidden())
                .map(parameter -> entry(parameter, help)).toList();
        List<CommandPage> below = command.getSubcommands().values().stream().distinct()
                .filter(child -> !child.getCommandSpec().usageMessage().hidden()).map(CommandPage::of).toList();
        return new CommandPage(spec.qualifiedName(), words(help.description()), words(help.synopsis(0)), options, parameters,
                Arrays.stream(spec.usageMessage().footer()).filter(Predicate.not(String::isBlank)).toList(), below);
    }

    /** The last word of the name. */
    public String word() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    public String sentence() {
        return firstSentence(description);
    }

    private static Entry entry(OptionSpec option, Help help) {
        String description = description(help.createDefaultOptionRenderer()
                .render(option, help.parameterLabelRenderer(), help.colorScheme()));
        List<String> names = Stream.of(option.names()).sorted(Comparator.comparingInt(String::length)).toList();
        return new Entry(names, value(option), description, option.required(), choices(option), isPath(option));
    }

    private static Entry entry(PositionalParamSpec parameter, Help help) {
        String description = description(help.createDefaultParameterRenderer()
                .render(parameter, help.parameterLabelRenderer(), help.colorScheme()));
        return new Entry(List.of(), value(parameter), description, parameter.required(), choices(parameter), isPath(parameter));
    }

    private static String value(ArgSpec argument) {
        return argument.arity().max() == 0 ? "" : argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
    }

    private static boolean isPath(ArgSpec argument) {
        return argument.arity().max() > 0 && Arrays.asList(argument.auxiliaryTypes()).contains(java.nio.file.Path.class);
    }

    private static List<String> choices(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates == null || argument.arity().max() == 0) {
            return List.of();
        }
        return StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    /** The last column of what picocli draws as a table. */
    private static String description(Text[][] rows) {
        List<String> lines = new ArrayList<>();
        for (Text[] row : rows) {
            lines.add(row[row.length - 1].plainString());
        }
        return words(String.join(" ", lines));
    }

    private static String words(String text) {
        return Stream.of(text.strip().split("\\s+")).collect(Collectors.joining(" "));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    }
}
