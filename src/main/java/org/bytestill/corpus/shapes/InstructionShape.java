package org.bytestill.corpus.shapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.corpus.records.Json;
import org.jspecify.annotations.Nullable;

/**
 * Instructions as Alpaca has them: a system prompt and earlier pairs of question and answer if there are any, instruction and input on a
 * line each as the question, the output as the answer. Answers of the earlier pairs are supervised too.
 */
final class InstructionShape implements Shape {
    private static final String INSTRUCTION = "instruction";
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String SYSTEM = "system";
    private static final String HISTORY = "history";

    @Override
    public String name() {
        return "alpaca";
    }

    @Override
    public List<String> keys() {
        return List.of(INSTRUCTION, OUTPUT);
    }

    @Override
    public List<String> others() {
        return List.of(INPUT, SYSTEM, HISTORY, Tools.FIELD);
    }

    @Override
    public Sample read(Fields fields) {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>();
        if (!fields.text(SYSTEM).isEmpty()) {
            messages.add(message("system", fields.text(SYSTEM)));
        }
        for (Object pair : fields.list(HISTORY)) {
            messages.add(message("user", ofPair(fields, pair, 0)));
            messages.add(message("assistant", ofPair(fields, pair, 1)));
        }
        messages.add(message("user", Stream.of(fields.text(INSTRUCTION), fields.text(INPUT)).filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"))));
        messages.add(message("assistant", fields.text(OUTPUT)));
        fields.requireUtf8(messages, INSTRUCTION);
        return Chats.of(messages, fields, 0);
    }

    private static String ofPair(Fields fields, @Nullable Object pair, int index) {
        if (!(pair instanceof List<?> texts) || texts.size() != 2 || !(texts.get(index) instanceof String text)) {
            throw fields.refused("column \"%s\" is a list of pairs, a question and its answer; one of them is %s", HISTORY,
                    pair instanceof List<?> texts && texts.size() == 2 ? "a pair with " + Json.kind(texts.get(index)) : Json.kind(pair));
        }
        return text;
    }

    static Map<String, @Nullable Object> message(String role, String content) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }
}
