package org.bytestill.engine.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Document;
import org.bytestill.text.ControlTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ByteRange;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SupervisedChat;
import org.bytestill.text.chat.Supervision;

/**
 * One model's way of writing conversations: its chat template and the control tokens of its tokenizer. It renders a conversation and
 * finds the turns of the assistant in it, as that model would read and write them.
 */
final class ChatModel {
    private final String name;
    private final ChatFormat format;
    private final ControlTokens controls;
    private final String beginOfSequence;
    private final RunConfig.Chat settings;

    /**
     * What became of a conversation.
     *
     * @param refused   why it has no supervised turn; empty if it has
     * @param unendedBy number of turns that no control token ends
     */
    record Rendered(List<RenderedTurn> turns, String refused, int unendedBy, int ownDocuments) {}

    /** @param name the model in messages, such as its folder */
    ChatModel(String name, ChatFormat format, Tokenizer tokenizer, RunConfig.Chat settings) {
        this.name = name;
        this.format = format;
        this.controls = tokenizer.controls();
        int begin = tokenizer.vocabulary().beginOfSequence();
        this.beginOfSequence = begin < 0 ? "" : tokenizer.vocabulary().nameOf(begin);
        this.settings = settings;
    }

    String name() {
        return name;
    }

    /** @param first index of the first message that may be supervised */
    Rendered render(Conversation conversation, int first) {
        SupervisedChat chat = Supervision.of(format, conversation, first);
        if (chat.refused() != null) {
            return new Rendered(List.of(), chat.error() == null ? "it has " + reason(chat.refused()) : chat.error().getMessage(), 0, 0);
        }
        List<RenderedTurn> turns = new ArrayList<>();
        int unended = 0;
        for (SupervisedChat.Document document : chat.documents()) {
            Text text = text(document.text());
            for (int i = 0; i < document.messages().size(); i++) {
                int message = document.messages().get(i);
                Optional<RenderedTurn> turn = turn(text, message, document.supervised().get(i), endToken(chat, message));
                unended += turn.isPresent() && !turn.get().span().ends() ? 1 : 0;
                turn.ifPresent(turns::add);
            }
            if (settings.supervise() == RunConfig.Supervise.ALL) {
                turns.addAll(others(text, conversation, document));
            }
        }
        int own = (int) chat.turns().stream().filter(turn -> turn.status().equals("own document")).count();
        return new Rendered(chosen(turns), turns.isEmpty() ? "no byte of its answers is supervised" : "", unended, own);
    }

    private static String reason(String refused) {
        return refused.equals("no supervised turn") ? "no answer with a text" : refused;
    }

    private List<RenderedTurn> chosen(List<RenderedTurn> turns) {
        if (settings.supervise() != RunConfig.Supervise.LAST) {
            return turns;
        }
        int last = turns.stream().mapToInt(RenderedTurn::message).max().orElse(-1);
        return turns.stream().filter(turn -> turn.message() == last).toList();
    }

    private static String endToken(SupervisedChat chat, int message) {
        return chat.turns().stream().filter(turn -> turn.message() == message && turn.endToken() != null).map(SupervisedChat.Turn::endToken)
                .findFirst().orElse("");
    }

    /** A rendering without the special token at its beginning, which is the document's own begin. */
    private record Text(byte[] bytes, int cut, Document.Markup markup) {}

    private Text text(String rendered) {
        byte[] all = rendered.getBytes(StandardCharsets.UTF_8);
        if (!beginOfSequence.isEmpty() && rendered.startsWith(beginOfSequence)) {
            int cut = beginOfSequence.getBytes(StandardCharsets.UTF_8).length;
            return new Text(Arrays.copyOfRange(all, cut, all.length), cut, new Document.Markup(true, ""));
        }
        List<ControlTokens.Place> places = controls.in(all, 0, all.length);
        if (!places.isEmpty() && places.get(0).start() == 0) {
            int cut = places.get(0).end();
            return new Text(Arrays.copyOfRange(all, cut, all.length), cut, new Document.Markup(true, controls.nameOf(places.get(0).id())));
        }
        return new Text(all, 0, new Document.Markup(true, ""));
    }

    /** Empty if nothing is left of the turn, such as thinking that is context alone and that no token ends. */
    private Optional<RenderedTurn> turn(Text text, int message, ByteRange range, String endToken) {
        int start = range.start() - text.cut;
        int end = range.end() - text.cut;
        boolean ends = !endToken.isEmpty() && controls.idOf(endToken) != null;
        int contentEnd = ends ? end - endToken.getBytes(StandardCharsets.UTF_8).length : end;
        int from = settings.thinking() == RunConfig.Thinking.SUPERVISED ? start : start + thinking(text.bytes, start, contentEnd);
        return from == contentEnd && !ends ? Optional.empty()
                : Optional.of(new RenderedTurn(message, text.bytes, text.markup, new Span(from, contentEnd, ends)));
    }

    /** Length in bytes of the thinking at the beginning of a turn. */
    private static int thinking(byte[] text, int start, int end) {
        String turn = new String(text, start, end - start, StandardCharsets.UTF_8);
        return turn.substring(0, Anchor.thinking(turn)).getBytes(StandardCharsets.UTF_8).length;
    }

    /** The contents of the other messages, in the order in which the template writes them. */
    private List<RenderedTurn> others(Text text, Conversation conversation, SupervisedChat.Document document) {
        List<RenderedTurn> turns = new ArrayList<>();
        int from = 0;
        for (int message = 0; message < conversation.messages().size(); message++) {
            byte[] content = Anchor.of(conversation.messages().get(message));
            int at = content.length == 0 ? -1 : Anchor.indexOf(text.bytes, content, from);
            if (at >= 0) {
                from = at + content.length;
                if (!document.messages().contains(message) && isFree(document, at + text.cut, from + text.cut)) {
                    turns.add(new RenderedTurn(message, text.bytes, text.markup, new Span(at, from, false)));
                }
            }
        }
        return turns;
    }

    private static boolean isFree(SupervisedChat.Document document, int start, int end) {
        return document.supervised().stream().allMatch(range -> range.end() <= start || range.start() >= end);
    }
}
