package org.bytestill.engine.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytestill.corpus.Document;
import org.bytestill.problem.Quoted;
import org.bytestill.text.chat.Conversation;
import org.bytestill.util.Texts;

/** What became of the conversations of a text: how many are used, which are not and why. For one thread. */
public final class ChatReport {
    private static final Texts TEXTS = Texts.inFiles("chat");
    private static final int EXAMPLES = 10;

    /** Speakers that chat templates know; others are written as they are, and never supervised as answers. */
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function", "ipython");

    private final Map<String, List<String>> leftOut = new LinkedHashMap<>();
    private final Map<String, Integer> otherRoles = new TreeMap<>();
    private long conversations;
    private long documents;
    private long supervisedBytes;
    private long allBytes;
    private long shortened;
    private long differentTurns;
    private long turnsWithoutEnd;
    private long endsNotShared;
    private long ownDocuments;
    private long notUsed;

    void conversation(Conversation conversation) {
        conversations++;
        for (ObjectNode message : conversation.messages()) {
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                otherRoles.merge(Quoted.of(role), 1, Integer::sum);
            }
        }
    }

    void leftOut(String id, String reason) {
        notUsed++;
        List<String> ids = leftOut.computeIfAbsent(reason, key -> new ArrayList<>());
        ids.add(ids.size() < EXAMPLES ? id : "");
    }

    void rendered(ChatModel.Rendered rendered, boolean isShortened) {
        shortened += isShortened ? 1 : 0;
        turnsWithoutEnd += rendered.unendedBy();
        ownDocuments += rendered.ownDocuments();
    }

    void differentTurn() {
        differentTurns++;
    }

    void endNotShared() {
        endsNotShared++;
    }

    void document(Document document) {
        documents++;
        supervisedBytes += document.supervision().bytes();
        allBytes += document.size();
    }

    /** Number of conversations read. */
    public long conversations() {
        return conversations;
    }

    /** Number of conversations that gave no document. */
    public long notUsed() {
        return notUsed;
    }

    /** Number of conversations whose last turns are left out, because a document may not be that long. */
    public long shortened() {
        return shortened;
    }

    /** Share of the rendered bytes that are supervised, from 0 to 1. */
    public double supervisedShare() {
        return allBytes == 0 ? 0 : (double) supervisedBytes / allBytes;
    }

    /** What the user should know, as sentences. */
    public List<String> sentences() {
        if (conversations == 0) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(TEXTS.get("used", conversations - notUsed, conversations, documents, Math.round(100 * supervisedShare())));
        leftOut.forEach((reason, ids) -> sentences.add(TEXTS.get("left_out", ids.size(), reason, examples(ids))));
        if (!otherRoles.isEmpty()) {
            sentences.add(TEXTS.get("roles", otherRoles.entrySet().stream().limit(EXAMPLES)
                    .map(role -> "\"" + role.getKey() + "\" (" + role.getValue() + ")").collect(Collectors.joining(", "))));
        }
        add(sentences, "shortened", shortened);
        add(sentences, "different", differentTurns);
        add(sentences, "without_end", turnsWithoutEnd);
        add(sentences, "end_not_shared", endsNotShared);
        add(sentences, "own_documents", ownDocuments);
        return sentences;
    }

    private static void add(List<String> sentences, String key, long count) {
        if (count > 0) {
            sentences.add(TEXTS.get(key, count));
        }
    }

    private static String examples(List<String> ids) {
        List<String> named = ids.stream().filter(id -> !id.isEmpty()).toList();
        return String.join(", ", named) + (ids.size() > named.size() ? ", …" : "");
    }
}
