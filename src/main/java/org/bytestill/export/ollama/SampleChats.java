package org.bytestill.export.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytestill.problem.Quoted;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.text.go.GoTemplate;

/**
 * Sample conversations as a model's chat template writes them before an answer, for comparison with what a Go template makes of them. Those that the chat template refuses, such as a system turn, are left out. Their contents begin and end
 * with no white space: chat templates often take it away, which Go templates cannot.
 */
final class SampleChats {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASKED = "Which animal is the largest?";
    private static final String ANSWERED = "The blue whale.\n\nIt grows to 30 m, {{ or more }}.";
    private static final String NEXT = "Wo lebt er? 日本語で 🐋 <b>\"quoted\"</b>";
    private static final String SYSTEM = "Answer in one sentence,\nas a sailor would.";
    private static final String MARK = "§1§";

    private static final List<Conversation> ALL = List.of(chat("user", ASKED),
            chat("user", ASKED, "assistant", ANSWERED, "user", NEXT),
            chat("system", SYSTEM, "user", NEXT),
            chat("system", SYSTEM, "user", ASKED, "assistant", ANSWERED, "user", NEXT, "assistant", "Everywhere.", "user", ASKED));

    private final ChatFormat format;
    private final String system;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(Conversation conversation, String expected) {}

    /**
     * A conversation that a Go template writes otherwise.
     *
     * @param at       characters up to which both agree, of all samples in order
     * @param expected what the chat template goes on with there
     * @param found    what the Go template goes on with
     */
    record Difference(int at, String expected, String found) {
        String told() {
            return String.format("where it writes \"%s\", the nearest of them writes \"%s\"", Quoted.of(expected), Quoted.of(found));
        }
    }

    /** @throws TemplateError if the template refuses a single question */
    SampleChats(ChatFormat format) {
        this.format = format;
        this.system = defaultSystem();
        for (Conversation conversation : ALL) {
            rendered(conversation).ifPresent(text -> samples.add(new Sample(conversation, text)));
        }
    }

    private static Conversation chat(String... rolesAndContents) {
        List<ObjectNode> messages = new ArrayList<>();
        for (int i = 0; i < rolesAndContents.length; i += 2) {
            messages.add(JSON.createObjectNode().put("role", rolesAndContents[i]).put("content", rolesAndContents[i + 1]));
        }
        return Conversation.of(messages);
    }

    private Optional<String> rendered(Conversation conversation) {
        try {
            return Optional.of(format.render(conversation, true).text());
        } catch (TemplateError e) {
            if (conversation.messages().get(0).path("role").asText().equals("user")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** What stands in the place of the system turn where there is none. */
    private String defaultSystem() {
        String without = rendered(chat("user", ASKED)).orElseThrow();
        Optional<String> marked = rendered(chat("system", MARK, "user", ASKED));
        if (marked.isEmpty() || !marked.get().contains(MARK)) {
            return "";
        }
        String before = marked.get().substring(0, marked.get().indexOf(MARK));
        String after = marked.get().substring(before.length() + MARK.length());
        boolean replaced = without.length() > before.length() + after.length() && without.startsWith(before) && without.endsWith(after);
        return replaced ? without.substring(before.length(), without.length() - after.length()) : "";
    }

    /** The system text that the chat template writes where a conversation has none; or empty. */
    String system() {
        return system;
    }

    /** The first difference; empty if the Go template writes all samples to the letter as the chat template does. */
    Optional<Difference> difference(GoTemplate template, String modelfileSystem) {
        int agreed = 0;
        for (Sample sample : samples) {
            String found = OllamaPrompt.of(template, modelfileSystem, sample.conversation());
            if (!found.equals(sample.expected())) {
                int at = common(sample.expected(), found);
                return Optional.of(new Difference(agreed + at, from(sample.expected(), at), from(found, at)));
            }
            agreed += found.length();
        }
        return Optional.empty();
    }

    private static int common(String a, String b) {
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String from(String text, int at) {
        return at == text.length() ? "nothing more" : text.substring(at, Math.min(text.length(), at + 40));
    }

    /** The one that agrees longest. */
    static Difference nearest(List<Difference> differences) {
        return differences.stream().max(Comparator.comparingInt(Difference::at)).orElseThrow();
    }
}
