package org.bytestill.objective;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.student.BatchLayout;
import org.bytestill.student.ByteHead;
import org.bytestill.student.StudentBatch;
import org.bytestill.student.StudentBatch.ByteTargets;
import org.bytestill.student.StudentBatch.TeacherTargets;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Builds a training batch from tokenized documents, with supervision targets for token head and byte head. A student token that
 * starts at byte o is supervised with the teacher's next-byte distributions from o on: the alignment is by byte offset alone
 * (method.md F12). Only the supervised spans of a document have targets.
 */
public final class BatchBuilder {
    private final int beginOfSequence;
    private final int headPositions;
    private final @Nullable TeacherRows teacher;
    private final boolean masksWhitespace;

    /**
     * @param beginOfSequence id put before each document, or -1; without one, a document's first token has no context and is not
     *                        supervised
     * @param headPositions   supervised bytes of a token; 0 without a byte head
     * @param teacher         the teacher's distributions of the corpus that the documents come from, or null
     */
    public BatchBuilder(int beginOfSequence, int headPositions, @Nullable TeacherRows teacher) {
        this(beginOfSequence, headPositions, teacher, false);
    }

    /** @param masksWhitespace whether the bytes of tokens of blanks and tabs alone have no targets of the byte head */
    public BatchBuilder(int beginOfSequence, int headPositions, @Nullable TeacherRows teacher, boolean masksWhitespace) {
        this.masksWhitespace = masksWhitespace;
        this.beginOfSequence = beginOfSequence;
        this.headPositions = headPositions;
        this.teacher = teacher;
    }

    /** For tokens alone, without a byte head. */
    public BatchBuilder(Vocabulary vocabulary) {
        this(vocabulary.beginOfSequence(), 0, null);
    }

    /**
     * A document and its place.
     *
     * @param index in the corpus; negative for a text that the student wrote, which has no cross-entropy
     */
    public record Indexed(int index, TokenizedDocument document) {
        /** True for a text that the student wrote. */
        public boolean isWritten() {
            return index < 0;
        }
    }

    /** Whether documents that are computed together are texts that the student wrote; they are never mixed with others. */
    public static boolean areWritten(List<Indexed> documents) {
        return !documents.isEmpty() && documents.get(0).isWritten();
    }

    /** Number of supervised tokens that have a cross-entropy: those of texts the student did not write. */
    public int scoredTokens(List<Indexed> documents) {
        return supervisedTokens(documents.stream().filter(indexed -> !indexed.isWritten()).toList());
    }

    /** Number of supervised tokens of the documents. */
    public int supervisedTokens(List<Indexed> documents) {
        return documents.stream().mapToInt(indexed -> supervisedTokens(indexed.document())).sum();
    }

    /** Number of supervised tokens of the document. */
    public int supervisedTokens(TokenizedDocument document) {
        return supervised(document).length;
    }

    /** The supervised tokens of a document that have a context. */
    public int[] supervised(TokenizedDocument document) {
        int first = firstWithContext(document);
        return IntStream.range(first, Math.max(first, document.tokens())).filter(document::isSupervised).toArray();
    }

    /** Number of the first token that has a context. */
    public int firstWithContext(TokenizedDocument document) {
        return hasBegin(document) ? 0 : 1;
    }

    /** The place in a batch that predicts a token of a document, by the number of the document in the batch. */
    public long predictor(StudentBatch batch, int number, TokenizedDocument document, int token) {
        return batch.layout().place(number, token - firstWithContext(document));
    }

    private boolean hasBegin(TokenizedDocument document) {
        return document.beginOr(beginOfSequence) >= 0;
    }

    /** The batch, packed where that is worth it. */
    public StudentBatch build(List<Indexed> documents) {
        return build(documents, BatchLayout.of(lengths(documents)));
    }

    /** Positions of each document, at least one. The last token is only a target, never an input. */
    public int[] lengths(List<Indexed> documents) {
        return documents.stream().map(Indexed::document).mapToInt(document -> Math.max(1, start(document) + document.tokens() - 1))
                .toArray();
    }

    /** Position of the first token of a document. */
    private int start(TokenizedDocument document) {
        return hasBegin(document) ? 1 : 0;
    }

    /** The batch with a layout of these {@link #lengths}. */
    public StudentBatch build(List<Indexed> documents, BatchLayout layout) {
        long[] ids = new long[layout.places()];
        LongStream.Builder predictors = LongStream.builder();
        LongStream.Builder tokens = LongStream.builder();
        for (int i = 0; i < documents.size(); i++) {
            TokenizedDocument document = documents.get(i).document();
            int start = start(document);
            if (start == 1) {
                ids[layout.place(i, 0)] = document.beginOr(beginOfSequence);
            }
            for (int token = 0; start + token < layout.length(i); token++) {
                ids[layout.place(i, start + token)] = document.ids()[token];
            }
            for (int token : supervised(document)) {
                predictors.add(layout.place(i, start + token - 1));
                tokens.add(document.ids()[token]);
            }
        }
        return new StudentBatch(layout, ids, predictors.build().toArray(), tokens.build().toArray(),
                headPositions == 0 ? null : byteTargets(documents));
    }

    private ByteTargets byteTargets(List<Indexed> documents) {
        int count = 0;
        for (Indexed indexed : documents) {
            for (int token : supervised(indexed.document())) {
                count += Math.min(headPositions, outcomes(indexed.document(), token));
            }
        }
        ByteTargets targets = new ByteTargets(new long[count], new long[count], new long[count], new float[count],
                teacher == null ? null : new TeacherTargets(new float[count * ByteHead.SHARED_OUTCOMES], new float[count]));
        int entry = 0;
        int supervised = 0;
        for (Indexed indexed : documents) {
            for (int token : supervised(indexed.document())) {
                int length = outcomes(indexed.document(), token);
                for (int slot = 0; slot < Math.min(headPositions, length); slot++) {
                    fill(targets, entry++, indexed, supervised, token, slot, length);
                }
                supervised++;
            }
        }
        return targets;
    }

    /** Number of outcomes that a byte head learns of a token: its bytes; one, the end of the sequence, of an end of turn; none of what is masked. */
    private int outcomes(TokenizedDocument document, int token) {
        if (masksWhitespace && document.isBlank(token)) {
            return 0;
        }
        return document.isEnd(token) ? 1 : document.special().get(token) ? 0 : document.length(token);
    }

    private void fill(ByteTargets targets, int entry, Indexed indexed, int supervised, int token, int slot, int length) {
        TokenizedDocument document = indexed.document();
        int offset = document.starts()[token] + slot;
        targets.token()[entry] = supervised;
        targets.slot()[entry] = slot;
        targets.value()[entry] = document.isEnd(token) ? ByteHead.SHARED_OUTCOMES - 1 : document.bytes()[offset] & 0xFF;
        targets.weight()[entry] = 1f / length;
        if (teacher != null) {
            targets.teacher().rest()[entry] = teacher.read(indexed.index(), offset, targets.teacher().probabilities(),
                    entry * ByteHead.SHARED_OUTCOMES);
        }
    }
}
