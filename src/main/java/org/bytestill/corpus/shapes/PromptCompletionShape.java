package org.bytestill.corpus.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytestill.text.chat.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * A prompt and its completion: two texts, which are joined as they are and of which the completion is supervised; or two lists of messages,
 * of which the answers in the completion are.
 */
final class PromptCompletionShape implements Shape {
    private static final String PROMPT = "prompt";
    private static final String COMPLETION = "completion";

    @Override
    public String name() {
        return "prompt-completion";
    }

    @Override
    public List<String> keys() {
        return List.of(PROMPT, COMPLETION);
    }

    @Override
    public List<String> others() {
        return List.of(Tools.FIELD);
    }

    @Override
    public Sample read(Fields fields) {
        Object prompt = fields.get(PROMPT);
        Object completion = fields.get(COMPLETION);
        if (completion == null || completion.equals("") || completion.equals(List.of())) {
            return new Sample.Nothing();
        }
        if (prompt == null) {
            throw fields.wrong(PROMPT, null, "a text or a list of messages");
        }
        return prompt instanceof List || completion instanceof List ? conversation(fields) : text(fields);
    }

    private static Sample text(Fields fields) {
        byte[] prompt = fields.utf8(fields.text(PROMPT), PROMPT);
        byte[] completion = fields.utf8(fields.text(COMPLETION), COMPLETION);
        byte[] text = Arrays.copyOf(prompt, prompt.length + completion.length);
        System.arraycopy(completion, 0, text, prompt.length, completion.length);
        return new Sample.Text(text, List.of(new ByteRange(prompt.length, text.length)));
    }

    private static Sample conversation(Fields fields) {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>(Turns.of(fields, PROMPT));
        int first = messages.size();
        messages.addAll(Turns.of(fields, COMPLETION));
        return Chats.of(messages, fields, first);
    }
}
