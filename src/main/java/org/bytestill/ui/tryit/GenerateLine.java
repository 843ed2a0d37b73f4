package org.bytestill.ui.tryit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.ui.common.Shell;
import org.bytestill.util.JsonFile;

/** What the tab asks of a model as a command for a terminal, which gives the same text. */
final class GenerateLine {
    private static final String FILE = "chat.jsonl";

    private GenerateLine() {}

    /**
     * @param checkpoint empty for a model that is no run
     * @param turns      what was said, the prompt last; a chat of several turns is written into a file first
     */
    static String of(String model, String checkpoint, List<String> turns, boolean chat, Settings settings) {
        List<String> words = new ArrayList<>(List.of("bytestill", "generate", Shell.quoted(model)));
        if (!checkpoint.isEmpty()) {
            add(words, "--checkpoint", checkpoint);
        }
        boolean isLong = chat && turns.size() > 1;
        if (isLong) {
            add(words, "--prompt-file", FILE);
        } else {
            add(words, "--prompt", turns.get(turns.size() - 1));
        }
        if (chat && !isLong) {
            words.add("--chat");
        }
        for (Field field : Field.values()) {
            if (field != Field.STOPS && isNeeded(field, settings)) {
                add(words, field.option(), settings.text(field));
            }
        }
        settings.stops().forEach(stop -> add(words, Field.STOPS.option(), stop));
        return (isLong ? "printf '%s\\n' " + Shell.quoted(messages(turns)) + " > " + FILE + " && " : "") + String.join(" ", words);
    }

    private static String messages(List<String> turns) {
        ObjectNode object = JsonFile.MAPPER.createObjectNode();
        GenerateRequest.Prompt.chat(turns).conversation().messages().forEach(object.putArray("messages")::add);
        return object.toString();
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
