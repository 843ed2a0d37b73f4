package org.bytestill.corpus.shapes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bytestill.text.chat.Conversation;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/** Conversations of the values of a record. */
final class Chats {
    private Chats() {}

    /** @param firstSupervisedMessage number of the message, from 0, before which no answer is supervised */
    static Sample of(List<Map<String, @Nullable Object>> messages, Fields fields, int firstSupervisedMessage) {
        List<Object> tools = Tools.of(fields);
        List<ObjectNode> nodes = messages.stream().map(message -> JsonFile.MAPPER.<ObjectNode>valueToTree(message)).toList();
        return new Sample.Chat(Conversation.of(nodes, tools.isEmpty() ? null : JsonFile.MAPPER.<ArrayNode>valueToTree(tools)),
                firstSupervisedMessage);
    }
}
