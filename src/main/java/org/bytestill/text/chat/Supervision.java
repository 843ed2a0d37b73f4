package org.bytestill.text.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.text.chat.SupervisedChat.Document;
import org.bytestill.text.chat.SupervisedChat.Turn;
import org.bytestill.text.python.TextSplits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bytes of a rendered conversation that are supervised: what the assistant says, and the token that ends its turn.
 *
 * <p>A turn is the difference between the conversation up to it with the header of an assistant's turn, and the conversation with it. Some
 * templates write earlier turns otherwise than the last one, because they strip thinking or end them with another token: such a turn
 * becomes a document of its own, in which it is the last.
 */
public final class Supervision {
    private static final String ROLE = "assistant";
    /** Keys whose content makes a message more than an empty one. */
    private static final List<String> SAYS = List.of("tool_calls", "reasoning_content", "thinking", "reasoning");

    private final ChatFormat format;
    private final Conversation conversation;
    private final String whole;
    private final List<ByteRange> inPlace = new ArrayList<>();
    private final List<Integer> messagesInPlace = new ArrayList<>();
    private final List<Document> ownDocuments = new ArrayList<>();

    private Supervision(ChatFormat format, Conversation conversation, String whole) {
        this.format = format;
        this.conversation = conversation;
        this.whole = whole;
    }

    /**
     * @param firstMessage index of the first message whose turn may be supervised: the length of the prompt where a row has a prompt and a
     *                     completion, else 0
     * @return documents and turns; refused if there is nothing to supervise or the template refuses the whole conversation
     */
    public static SupervisedChat of(ChatFormat format, Conversation conversation, int firstMessage) {
        List<ObjectNode> messages = conversation.messages();
        List<Integer> turns = IntStream.range(firstMessage, messages.size())
                .filter(i -> messages.get(i).path("role").asText().equals(ROLE)).boxed().toList();
        int last = turns.stream().filter(i -> !isEmpty(messages.get(i))).reduce(-1, (a, b) -> b);
        if (last < 0) {
            return refused(turns.isEmpty() ? "no assistant turn" : "no supervised turn", null, List.of());
        }
        // What comes behind the last turn is no turn's prompt.
        Conversation kept = conversation.first(last + 1);
        try {
            Supervision supervision = new Supervision(format, kept, format.render(kept, false).text());
            return supervision.documents(turns.stream().filter(i -> i <= last).map(supervision::turn).toList());
        } catch (TemplateError e) {
            return refused("template", e, List.of());
        }
    }

    private static SupervisedChat refused(String why, @Nullable TemplateError error, List<Turn> turns) {
        return new SupervisedChat(why, error, List.of(), turns);
    }

    /** Whether an assistant's message says nothing. */
    private static boolean isEmpty(ObjectNode message) {
        JsonNode content = message.path("content");
        boolean says = content.isTextual() ? !TextSplits.strip(content.asText(), null, true, true).isEmpty() : isTrue(content);
        return !says && SAYS.stream().noneMatch(key -> isTrue(message.path(key)));
    }

    private static boolean isTrue(JsonNode value) {
        return value.isContainerNode() ? !value.isEmpty() : value.isTextual() ? !value.asText().isEmpty()
                : value.isNumber() ? value.doubleValue() != 0 : value.asBoolean();
    }

    private SupervisedChat documents(List<Turn> turns) {
        List<Document> documents = new ArrayList<>();
        if (!inPlace.isEmpty()) {
            documents.add(new Document(whole, inPlace, messagesInPlace));
        }
        documents.addAll(ownDocuments);
        return documents.isEmpty() ? refused("no supervised turn", null, turns) : new SupervisedChat(null, null, documents, turns);
    }

    private Turn turn(int message) {
        if (isEmpty(conversation.messages().get(message))) {
            return without(message, "empty");
        }
        Optional<String> prompt = rendered(message, true);
        Optional<String> complete = rendered(message + 1, false);
        if (prompt.isEmpty() || complete.isEmpty()) {
            return without(message, "no prompt");
        }
        boolean byHeader = !complete.get().startsWith(prompt.get());
        int start = byHeader ? header(complete.get(), prompt.get(), message) : prompt.get().length();
        return start < 0 ? without(message, "no start") : placed(message, complete.get(), start, byHeader);
    }

    private static Turn without(int message, String status) {
        return new Turn(message, status, false, null, null, null);
    }

    /** The first messages as the template writes them; empty if it cannot. */
    private Optional<String> rendered(int messages, boolean addGenerationPrompt) {
        try {
            return Optional.of(format.render(conversation.first(messages), addGenerationPrompt).text());
        } catch (TemplateError e) {
            return Optional.empty();
        }
    }

    /** The end of the turn's header in a text that its prompt does not begin: behind the last control token that they share. */
    private int header(String complete, String prompt, int message) {
        int start = lastControl(complete, common(complete, prompt));
        String before = rendered(message, false).orElse("");
        return start <= lastControl(complete, common(complete, before)) ? -1 : start;
    }

    private static int common(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    /** The end of the last control token that lies in the first characters of a text; -1 if there is none. */
    private int lastControl(String text, int limit) {
        String part = text.substring(0, limit);
        return format.tokens().control().stream().filter(part::contains).mapToInt(token -> part.lastIndexOf(token) + token.length()).max()
                .orElse(-1);
    }

    /** The longest control token that a text ends with; null if there is none. */
    private @Nullable String ending(String text) {
        return format.tokens().control().stream().filter(text::endsWith).reduce((a, b) -> b.length() > a.length() ? b : a).orElse(null);
    }

    /** The length of a text up to its last control token, if that begins at the start or behind it; else -1. */
    private int upToControl(String text, int start) {
        String token = ending(text);
        return token == null || text.length() - token.length() < start ? -1 : text.length();
    }

    /** Without the line break that templates write behind a turn, which no model writes. */
    private static String withoutSpace(String text) {
        return TextSplits.strip(text, " \t\r\n", false, true);
    }

    private Turn placed(int message, String complete, int start, boolean byHeader) {
        int upToToken = upToControl(withoutSpace(complete), start);
        int end = upToToken < 0 ? complete.length() : upToToken;
        if (whole.startsWith(complete.substring(0, end))) {
            return inPlace(message, "in place", start, end, byHeader);
        }
        int shorter = withoutEndOfSequence(complete.substring(0, end), start);
        if (shorter >= 0) {
            return inPlace(message, "in place, without eos", start, shorter, byHeader);
        }
        Turn turn = found(message, "own document", complete, start, end, byHeader);
        ownDocuments.add(new Document(complete, Stream.ofNullable(turn.range()).toList(), List.of(message)));
        return turn;
    }

    /** The end without the end-of-sequence token that closes the whole text only, behind a control token of the turn's own; else -1. */
    private int withoutEndOfSequence(String complete, int start) {
        String eos = format.tokens().endOfSequence().orElse("");
        if (eos.isEmpty() || !complete.endsWith(eos)) {
            return -1;
        }
        String shorter = withoutSpace(complete.substring(0, complete.length() - eos.length()));
        return whole.startsWith(shorter) ? upToControl(shorter, start) : -1;
    }

    private Turn inPlace(int message, String status, int start, int end, boolean byHeader) {
        Turn turn = found(message, status, whole, start, end, byHeader);
        Stream.ofNullable(turn.range()).forEach(inPlace::add);
        messagesInPlace.add(message);
        return turn;
    }

    private Turn found(int message, String status, String document, int start, int end, boolean byHeader) {
        String supervised = document.substring(start, end);
        int from = Utf8Offsets.bytes(document, start);
        ByteRange range = new ByteRange(from, from + Utf8Offsets.bytes(supervised, supervised.length()));
        int scaffold = EmptyThinking.length(supervised);
        return new Turn(message, status, byHeader, range, ending(supervised),
                scaffold == 0 ? null : new ByteRange(from, from + Utf8Offsets.bytes(supervised, scaffold)));
    }
}
