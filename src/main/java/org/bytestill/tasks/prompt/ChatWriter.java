package org.bytestill.tasks.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.text.python.TextSplits;
import org.bytestill.util.JsonFile;

/**
 * Writes a prompt by a chat template, as lm-evaluation-harness and transformers do: a template that refuses the system message gets the
 * prompt without it, and an answer that is begun already is left open.
 */
public final class ChatWriter {
    /** What transformers puts at the end of an answer to find where the template's own ending begins. */
    private static final String OPEN_END = "CONTINUE_FINAL_MESSAGE_TAG ";

    private final ChatFormat format;
    private final boolean multiTurn;

    /** @param multiTurn whether examples are turns of their own, or stand in one question together */
    public ChatWriter(ChatFormat format, boolean multiTurn) {
        this.format = format;
        this.multiTurn = multiTurn;
    }

    /** @param isOpen whether the last turn is the beginning of an answer */
    String written(List<Turn> prompt, boolean isOpen) {
        List<Turn> turns = multiTurn ? prompt : joined(prompt);
        try {
            return rendered(turns, isOpen);
        } catch (TemplateError e) {
            List<Turn> rest = turns.stream().filter(turn -> !turn.role().equals(Turn.SYSTEM)).toList();
            if (rest.size() == turns.size() || rest.isEmpty()) {
                throw e.in("The prompt cannot be written by the chat template", "Name another template, or leave it out.");
            }
            return withoutSystem(rest, isOpen);
        }
    }

    private String withoutSystem(List<Turn> turns, boolean isOpen) {
        try {
            return rendered(turns, isOpen);
        } catch (TemplateError e) {
            throw e.in("The prompt cannot be written by the chat template", "Name another template, or leave it out.");
        }
    }

    /** Examples and question as one message, before it the system message, after it the beginning of an answer. */
    private static List<Turn> joined(List<Turn> prompt) {
        List<Turn> turns = new ArrayList<>();
        boolean hasSystem = prompt.get(0).role().equals(Turn.SYSTEM);
        boolean begins = prompt.get(prompt.size() - 1).role().equals(Turn.ASSISTANT);
        List<Turn> middle = prompt.subList(hasSystem ? 1 : 0, prompt.size() - (begins ? 1 : 0));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < middle.size(); i++) {
            text.append(i + 1 < middle.size() ? middle.get(i).text() : middle.get(i).content());
        }
        if (hasSystem) {
            turns.add(prompt.get(0));
        }
        turns.add(new Turn(Turn.USER, text.toString(), ""));
        if (begins) {
            turns.add(prompt.get(prompt.size() - 1));
        }
        return turns;
    }

    private String rendered(List<Turn> turns, boolean isOpen) {
        List<ObjectNode> messages = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            String content = turns.get(i).content() + (isOpen && i + 1 == turns.size() ? OPEN_END : "");
            messages.add(JsonFile.MAPPER.createObjectNode().put("role", turns.get(i).role()).put("content", content));
        }
        String text = format.render(Conversation.of(messages), !isOpen).text();
        return isOpen ? cut(text) : text;
    }

    private static String cut(String text) {
        int end = text.lastIndexOf(OPEN_END.strip());
        if (end < 0) {
            throw UserError
                    .badInput("The chat template drops the beginning of an answer (gen_prefix). Name another template, or leave it out.");
        }
        return text.startsWith(OPEN_END, end) ? text.substring(0, end) : TextSplits.strip(text.substring(0, end), null, false, true);
    }
}
