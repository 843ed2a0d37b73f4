package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.text.Span;

/**
 * Aligns documents. A plain text is one piece; of conversations and completions every supervised span is: its bytes alone, in the tokens of
 * each model after its own prompt, so that no group crosses an edge and nothing of a prompt is compared.
 */
final class TextAlignment {
    private static final int CONTEXT = 0;

    private final BatchBuilder students;
    private final BatchBuilder teachers;
    private final TeacherTokens teacher;
    private final DocumentTokenizer tokenizer;
    private boolean whole;

    TextAlignment(BatchBuilder students, BatchBuilder teachers, TeacherTokens teacher) {
        this.students = students;
        this.teachers = teachers;
        this.teacher = teacher;
        this.tokenizer = new DocumentTokenizer(teacher.tokenizer(), teacher.maxPositions() - 1, "teacher");
    }

    /** From now on every document is one piece, and the teacher's tokens may cross the edges of its supervised spans. */
    void tokenizeWhole() {
        whole = true;
    }

    AlignedText of(BatchBuilder.Indexed document) {
        TokenizedDocument text = document.document();
        boolean isOne = whole || text.document().isPlain();
        List<AlignedDocument> pieces = isOne ? List.of(AlignedDocument.of(text, students, teachers(text), teachers)) : pieces(text);
        int tokens = pieces.stream().mapToInt(piece -> piece.tokens().length).sum();
        Check.argument(tokens == students.supervisedTokens(text), "%s: %d tokens of pieces are not its %d supervised tokens.", text.id(),
                tokens, students.supervisedTokens(text));
        return new AlignedText(document.index(), text, pieces);
    }

    /** The document in the teacher's tokens, with its end if the student's has one. */
    private TokenizedDocument teachers(TokenizedDocument document) {
        TokenizedDocument text = whole ? tokenizer.tokenizeWhole(document.document()) : tokenizer.tokenize(document.document());
        int end = teacher.tokenizer().vocabulary().end();
        return document.isEnded() && end >= 0 ? text.ended(end) : text;
    }

    private List<AlignedDocument> pieces(TokenizedDocument text) {
        List<SpanTokens> read = SpanTokens.ofTeacher(text.document(), teacher.tokenizer());
        List<Span> spans = text.document().supervision().spans();
        List<AlignedDocument> pieces = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            Document piece = piece(text.document(), spans.get(i));
            TokenizedDocument whole = sequence(piece, read.get(i));
            pieces.add(AlignedDocument.of(students(text, spans.get(i), piece), students, teachers(piece, read.get(i)), teachers,
                    new AlignedDocument.Reading(whole, whole.tokens() - read.get(i).tokens().length, i)));
        }
        return pieces;
    }

    /** A span as a document of its own. */
    private static Document piece(Document document, Span span) {
        return new Document(document.id(), Arrays.copyOfRange(document.bytes(), span.start(), span.end()), document.source(),
                document.offset() + span.start(), new Supervision(List.of(new Span(0, span.size(), span.ends()))), Document.Markup.PLAIN);
    }

    private TokenizedDocument students(TokenizedDocument text, Span span, Document piece) {
        int first = SpanTokens.tokenAt(text, span.start());
        int next = SpanTokens.tokenAt(text, span.end());
        int[] starts = Arrays.stream(text.starts(), first, next + 1).map(start -> start - span.start()).toArray();
        BitSet special = text.special().get(first, next);
        boolean hasContext = first > 0 || students.firstWithContext(text) == 0;
        TokenizedDocument tokens = new TokenizedDocument(piece, Arrays.copyOfRange(text.ids(), first, next), starts,
                hasContext ? CONTEXT : -1, special);
        return span.ends() ? tokens.ended(text.ids()[next]) : tokens;
    }

    private TokenizedDocument teachers(Document piece, SpanTokens span) {
        int count = span.tokens().length - (span.ends() ? 1 : 0);
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i + 1] = starts[i] + teacher.tokenizer().vocabulary().bytesOf(span.tokens()[i]).length;
        }
        TokenizedDocument tokens = new TokenizedDocument(piece, Arrays.copyOf(span.tokens(), count), starts,
                span.prompt().length > 0 ? CONTEXT : -1, new BitSet());
        return span.ends() ? tokens.ended(span.tokens()[count]) : tokens;
    }

    /** What the teacher reads: its prompt and the span. Offsets in it mean nothing. */
    private TokenizedDocument sequence(Document piece, SpanTokens span) {
        int[] all = span.sequence();
        if (all.length > teacher.maxPositions()) {
            throw UserError
                    .badInput("%s: %d tokens in the teacher's rendering, of which it reads at most %d at once. Set text.document_bytes"
                            + " lower.", piece.id(), all.length, teacher.maxPositions());
        }
        boolean hasPrompt = span.prompt().length > 0;
        int[] ids = hasPrompt ? Arrays.copyOfRange(all, 1, all.length) : all;
        return new TokenizedDocument(piece, ids, new int[ids.length + 1], hasPrompt ? all[0] : -1, new BitSet());
    }
}
