package org.bytestill.ui.tryit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.ui.common.Shell;
import org.bytestill.util.JsonFile;

/** What the tab asks of models as a command for a terminal, which gives the same text. */
final class GenerateLine {
    private static final String FILE = "chat.jsonl";

    private final List<String> words = new ArrayList<>(List.of("bytestill", "generate"));
    private final Settings settings;

    private GenerateLine(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param checkpoint empty for a model that is no run
     * @param turns      what was said, the prompt last; a chat of several turns is written into a file first
     */
    static String of(String model, String checkpoint, List<String> turns, boolean chat, Settings settings) {
        GenerateLine line = new GenerateLine(settings);
        line.words.add(Shell.quoted(model));
        if (!checkpoint.isEmpty()) {
            line.add("--checkpoint", checkpoint);
        }
        return line.finished(turns, chat, false);
    }

    /** A text that teacher and run write together. */
    static String of(ByteBlend.Kind kind, String teacher, String run, String checkpoint, List<String> turns, boolean chat,
            Settings settings) {
        GenerateLine line = new GenerateLine(settings);
        line.words.addAll(List.of(Shell.quoted(teacher), Shell.quoted(run)));
        line.add("--checkpoint", checkpoint);
        line.words.add("--bytes");
        line.add("--mix", kind.word());
        if (line.differs(Field.WEIGHT)) {
            line.add(Field.WEIGHT.option(), settings.text(Field.WEIGHT) + ",1");
        }
        return line.finished(turns, chat, true);
    }

    private String finished(List<String> turns, boolean chat, boolean together) {
        boolean isLong = chat && turns.size() > 1;
        if (isLong) {
            add("--prompt-file", FILE);
        } else {
            add("--prompt", turns.get(turns.size() - 1));
        }
        if (chat && !isLong) {
            words.add("--chat");
        }
        Field other = together ? Field.LENGTH : Field.BYTES;
        for (Field field : Field.values()) {
            if (field != Field.STOPS && field != Field.WEIGHT && field != other && isNeeded(field)) {
                add(field.option(), settings.text(field));
            }
        }
        settings.stops().forEach(stop -> add(Field.STOPS.option(), stop));
        return (isLong ? "printf '%s\\n' " + Shell.quoted(messages(turns)) + " > " + FILE + " && " : "") + String.join(" ", words);
    }

    private static String messages(List<String> turns) {
        ObjectNode object = JsonFile.MAPPER.createObjectNode();
        GenerateRequest.Prompt.chat(turns).conversation().messages().forEach(object.putArray("messages")::add);
        return object.toString();
    }

    /** With a filter the command draws unless it is told the temperature. */
    private boolean isNeeded(Field field) {
        boolean filtered = List.of(Field.TOP_K, Field.TOP_P, Field.MIN_P).stream().anyMatch(this::differs);
        return differs(field) || field == Field.TEMPERATURE && filtered;
    }

    private boolean differs(Field field) {
        return !settings.text(field).equals(field.byDefault());
    }

    private void add(String option, String value) {
        // A value that begins like an option is one word with its own.
        words.add(value.startsWith("-") ? option + "=" + Shell.quoted(value) : option + " " + Shell.quoted(value));
    }
}
