package org.bytestill.export.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.go.GoTemplate;

/**
 * The prompt that Ollama writes of a conversation with a template that names {@code .Messages}: the SYSTEM of the Modelfile goes first if the
 * conversation has no system turn, neighbours of one role become one turn, {@code .System} is all system turns.
 */
final class OllamaPrompt {
    private OllamaPrompt() {}

    /**
     * The prompt of a conversation.
     *
     * @param system the Modelfile's system text, or empty
     */
    static String of(GoTemplate template, String system, Conversation conversation) {
        List<Map<String, Object>> turns = new ArrayList<>();
        boolean ownSystem = !conversation.messages().isEmpty() && role(conversation.messages().get(0)).equals("system");
        if (!system.isEmpty() && !ownSystem) {
            add("system", system, turns);
        }
        conversation.messages().forEach(message -> add(role(message), message.path("content").asText(), turns));
        return template.execute(Map.of("Messages", turns, "System", systemOf(turns), "Response", ""));
    }

    private static String role(ObjectNode message) {
        return message.path("role").asText();
    }

    private static void add(String role, String content, List<Map<String, Object>> turns) {
        Map<String, Object> last = turns.isEmpty() ? Map.of() : turns.get(turns.size() - 1);
        if (role.equals(last.get("Role"))) {
            last.put("Content", last.get("Content") + "\n\n" + content);
        } else {
            turns.add(new HashMap<>(Map.of("Role", role, "Content", content)));
        }
    }

    private static String systemOf(List<Map<String, Object>> turns) {
        return turns.stream().filter(turn -> turn.get("Role").equals("system")).map(turn -> (String) turn.get("Content"))
                .collect(Collectors.joining("\n\n"));
    }
}
