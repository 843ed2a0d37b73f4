package org.bytestill.ui.tryit;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.ui.common.Shell;

/** What the tab asks of a model as a command for a terminal, which gives the same text. */
final class GenerateLine {
    private GenerateLine() {}

    /** @param checkpoint empty for a model that is no run */
    static String of(String model, String checkpoint, String prompt, boolean chat, Settings settings) {
        List<String> words = new ArrayList<>(List.of("bytestill", "generate", Shell.quoted(model)));
        if (!checkpoint.isEmpty()) {
            add(words, "--checkpoint", checkpoint);
        }
        add(words, "--prompt", prompt);
        if (chat) {
            words.add("--chat");
        }
        for (Field field : Field.values()) {
            if (field != Field.STOPS && isNeeded(field, settings)) {
                add(words, field.option(), settings.text(field));
            }
        }
        settings.stops().forEach(stop -> add(words, Field.STOPS.option(), stop));
        return String.join(" ", words);
    }

    /** With a filter the command draws unless it is told the temperature. */
    private static boolean isNeeded(Field field, Settings settings) {
        boolean filtered = List.of(Field.TOP_K, Field.TOP_P, Field.MIN_P).stream().anyMatch(filter -> differs(filter, settings));
        return differs(field, settings) || field == Field.TEMPERATURE && filtered;
    }

    private static boolean differs(Field field, Settings settings) {
        return !settings.text(field).equals(field.byDefault());
    }

    private static void add(List<String> words, String option, String value) {
        // A value that begins like an option is one word with its own.
        words.add(value.startsWith("-") ? option + "=" + Shell.quoted(value) : option + " " + Shell.quoted(value));
    }
}
