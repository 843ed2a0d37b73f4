package org.bytestill.config;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Registry of enumerated text settings: the allowed values that each {@link Choice.Source} provides. */
final class Choices {
    private static final Map<String,
            Choice.Source> SOURCES = ServiceLoader.load(Choice.Source.class, Choices.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get).collect(Collectors.toUnmodifiableMap(Choice.Source::setting, source -> source));

    private Choices() {}

    /** The allowed values of a setting; empty if it may hold any text. */
    static List<Choice> of(String setting) {
        Choice.Source source = SOURCES.get(setting);
        return source == null ? List.of() : source.choices();
    }
}
