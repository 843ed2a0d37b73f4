package org.bytestill.engine.chat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.corpus.ChatReader;
import org.bytestill.corpus.Counterpart;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.text.Span;
import org.bytestill.text.chat.Conversation;

/**
 * Turns conversations into documents for a student and its teachers. Each model reads its own rendering; the supervised bytes are the
 * same bytes in all of them, aligned message by message around the message's content ({@link Anchor}), and what is not the same is not
 * supervised. The end of a turn is the outcome "end of sequence" in all of them, whatever token each model ends it with.
 *
 * <p>What could not be used is counted, never left out in silence: {@link #report}.
 */
public final class ChatAlignment implements ChatReader {
    private final ChatModel student;
    private final List<ChatModel> teachers;
    private final int longest;
    private final ChatReport report = new ChatReport();

    /**
     * @param teachers those that read a rendering of their own; none for training without a teacher
     * @param longest  longest document in bytes; of a longer conversation the last turns are left out
     */
    ChatAlignment(ChatModel student, List<ChatModel> teachers, int longest) {
        this.student = student;
        this.teachers = List.copyOf(teachers);
        this.longest = longest;
    }

    /** What became of the conversations so far. */
    public ChatReport report() {
        return report;
    }

    @Override
    public List<String> notes() {
        return report.sentences();
    }

    @Override
    public List<Document> documents(String id, Path source, long offset, Conversation conversation, int first) {
        report.conversation(conversation);
        ChatModel.Rendered whole = student.render(conversation, first);
        Conversation used = shortened(conversation, whole, first);
        if (used.messages().size() < conversation.messages().size() && used.messages().isEmpty()) {
            report.leftOut(id, "it is longer than a document may be");
            return List.of();
        }
        ChatModel.Rendered own = used == conversation ? whole : student.render(used, first);
        if (own.turns().isEmpty()) {
            report.leftOut(id, own.refused());
            return List.of();
        }
        report.rendered(own, used != conversation);
        List<List<RenderedTurn>> others = new ArrayList<>();
        for (ChatModel teacher : teachers) {
            ChatModel.Rendered rendered = teacher.render(used, first);
            if (rendered.turns().isEmpty()) {
                report.leftOut(id, teacher.name() + ": " + rendered.refused());
                return List.of();
            }
            others.add(rendered.turns());
        }
        List<Document> documents = documents(id, source, offset, used, own.turns(), others);
        if (documents.isEmpty()) {
            report.leftOut(id, "student and teacher write none of its turns with the same bytes");
        }
        documents.forEach(report::document);
        return documents;
    }

    /** The conversation up to the last turn with which its rendering is short enough; itself if it is, without messages if none is. */
    private Conversation shortened(Conversation conversation, ChatModel.Rendered whole, int first) {
        if (whole.turns().stream().allMatch(turn -> turn.text().length <= longest)) {
            return conversation;
        }
        List<Integer> ends = whole.turns().stream().map(RenderedTurn::message).distinct().sorted(Comparator.reverseOrder()).toList();
        for (int last : ends) {
            Conversation part = conversation.first(last + 1);
            if (student.render(part, first).turns().stream().allMatch(turn -> turn.text().length <= longest)) {
                return part;
            }
        }
        return conversation.first(0);
    }

    private List<Document> documents(String id, Path source, long offset, Conversation conversation, List<RenderedTurn> turns,
            List<List<RenderedTurn>> others) {
        // Arrays are keys by identity: turns of the same rendering share it.
        Map<byte[], List<Aligned>> byText = new LinkedHashMap<>();
        for (RenderedTurn turn : turns) {
            byte[] anchor = Anchor.of(conversation.messages().get(turn.message()));
            Optional<Aligned> aligned = aligned(turn, others, anchor);
            if (aligned.isEmpty()) {
                report.differentTurn();
            } else {
                if (turn.span().ends() && !aligned.get().own.span().ends()) {
                    report.endNotShared();
                }
                byText.computeIfAbsent(turn.text(), text -> new ArrayList<>()).add(aligned.get());
            }
        }
        List<Document> documents = new ArrayList<>();
        for (List<Aligned> list : byText.values()) {
            list.sort(Comparator.comparingInt(aligned -> aligned.own.span().start()));
            RenderedTurn any = list.get(0).own;
            documents.add(new Document(documents.isEmpty() ? id : id + ", turn " + (any.message() + 1), any.text(), source, offset,
                    new Supervision(list.stream().map(aligned -> aligned.own.span()).toList()), any.markup(), counterparts(list)));
        }
        return documents;
    }

    private List<List<Counterpart>> counterparts(List<Aligned> turns) {
        return IntStream.range(0, teachers.size()).mapToObj(teacher -> turns.stream().map(turn -> turn.others.get(teacher))
                .map(other -> new Counterpart(other.text(), other.markup(), other.span())).toList()).toList();
    }

    /** A turn of the student and the same bytes in the rendering of each teacher. */
    private record Aligned(RenderedTurn own, List<RenderedTurn> others) {}

    private static Optional<Aligned> aligned(RenderedTurn own, List<List<RenderedTurn>> teachers, byte[] anchor) {
        List<RenderedTurn> same = new ArrayList<>();
        for (List<RenderedTurn> turns : teachers) {
            turns.stream().filter(turn -> turn.message() == own.message()).findFirst().ifPresent(same::add);
        }
        return same.size() < teachers.size() ? Optional.empty() : aligned(own, same, anchor, teachers.size());
    }

    /** Of a turn without an anchor, such as one that calls tools, all bytes must be the same. */
    private static Optional<Aligned> aligned(RenderedTurn own, List<RenderedTurn> others, byte[] anchor, int teachers) {
        if (teachers == 0) {
            return Optional.of(new Aligned(own, List.of()));
        }
        List<RenderedTurn> all = new ArrayList<>(others);
        all.add(own);
        if (anchor.length == 0) {
            boolean same = others.stream().allMatch(other -> other.span().ends() == own.span().ends()
                    && Arrays.equals(other.bytes(), own.bytes()));
            return same ? Optional.of(new Aligned(own, others)) : Optional.empty();
        }
        int[] at = all.stream().mapToInt(turn -> place(turn, anchor)).toArray();
        if (Arrays.stream(at).anyMatch(place -> place < 0)) {
            return Optional.empty();
        }
        int before = shared(all, at, -1);
        int[] ends = Arrays.stream(at).map(place -> place + anchor.length).toArray();
        int after = shared(all, ends, 1);
        boolean atEnd = IntStream.range(0, all.size())
                .allMatch(i -> all.get(i).span().ends() && ends[i] + after == all.get(i).span().end());
        List<RenderedTurn> cut = IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).within(at[i] - before, ends[i] + after, atEnd)).toList();
        return Optional.of(new Aligned(cut.get(cut.size() - 1), cut.subList(0, cut.size() - 1)));
    }

    /** Where the anchor stands in the text of a turn: the last place, since thinking may say it before; -1 if it does not. */
    private static int place(RenderedTurn turn, byte[] anchor) {
        int at = Anchor.lastIndexOf(turn.bytes(), anchor);
        return at < 0 ? -1 : turn.span().start() + at;
    }

    /** Number of equal bytes of all turns before (step -1) or after (1) the given places, within their spans. */
    private static int shared(List<RenderedTurn> turns, int[] places, int step) {
        for (int count = 0;; count++) {
            byte value = 0;
            for (int i = 0; i < places.length; i++) {
                Span span = turns.get(i).span();
                int offset = step > 0 ? places[i] + count : places[i] - 1 - count;
                boolean inside = offset >= span.start() && offset < span.end();
                if (!inside || i > 0 && turns.get(i).text()[offset] != value) {
                    return count;
                }
                value = turns.get(i).text()[offset];
            }
        }
    }
}
