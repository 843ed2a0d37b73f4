package org.bytestill.objective;

import java.util.List;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.student.ByteHead;
import org.bytestill.student.StudentBatch;
import org.bytestill.student.StudentBatch.ByteTargets;
import org.bytestill.student.StudentBatch.TeacherTargets;
import org.jspecify.annotations.Nullable;

/**
 * Builds a padded training batch from tokenized documents, with supervision targets for token head and byte head. A student
 * token that starts at byte o is supervised with the teacher's next-byte distributions from o on: the alignment is by byte
 * offset alone (method.md F12).
 */
public final class BatchBuilder {
    private final int beginOfSequence;
    private final int headPositions;
    private final @Nullable TeacherRows teacher;

    /**
     * @param beginOfSequence id put before each document, or -1; without one, a document's first token has no context and is not
     *                        supervised
     * @param headPositions   supervised bytes of a token; 0 without a byte head
     * @param teacher         the teacher's distributions of the corpus that the documents come from, or null
     */
    public BatchBuilder(int beginOfSequence, int headPositions, @Nullable TeacherRows teacher) {
        this.beginOfSequence = beginOfSequence;
        this.headPositions = headPositions;
        this.teacher = teacher;
    }

    /** A document and its index in the corpus. */
    public record Indexed(int index, TokenizedDocument document) {}

    /** Number of supervised tokens of the documents. */
    public int supervisedTokens(List<Indexed> documents) {
        return documents.stream().mapToInt(indexed -> Math.max(0, supervisedTokens(indexed.document()))).sum();
    }

    /** Number of supervised tokens of the document. */
    public int supervisedTokens(TokenizedDocument document) {
        return document.ids().length - firstSupervised();
    }

    private int firstSupervised() {
        return beginOfSequence < 0 ? 1 : 0;
    }

    public StudentBatch build(List<Indexed> documents) {
        int start = beginOfSequence < 0 ? 0 : 1;
        int longest = documents.stream().mapToInt(d -> d.document().ids().length).max().orElse(0);
        // The last token is only a target, never an input.
        int positions = Math.max(1, start + longest - 1);
        int supervised = supervisedTokens(documents);
        long[] ids = new long[documents.size() * positions];
        long[] predictors = new long[supervised];
        long[] tokens = new long[supervised];
        int filled = 0;
        for (int row = 0; row < documents.size(); row++) {
            int[] documentIds = documents.get(row).document().ids();
            if (start == 1) {
                ids[row * positions] = beginOfSequence;
            }
            for (int token = 0; token < documentIds.length; token++) {
                if (start + token < positions) {
                    ids[row * positions + start + token] = documentIds[token];
                }
                if (token >= firstSupervised()) {
                    predictors[filled] = (long) row * positions + start + token - 1;
                    tokens[filled++] = documentIds[token];
                }
            }
        }
        return new StudentBatch(documents.size(), positions, ids, predictors, tokens, headPositions == 0 ? null : byteTargets(documents));
    }

    private ByteTargets byteTargets(List<Indexed> documents) {
        int count = 0;
        for (Indexed indexed : documents) {
            for (int token = firstSupervised(); token < indexed.document().ids().length; token++) {
                count += Math.min(headPositions, length(indexed.document(), token));
            }
        }
        ByteTargets targets = new ByteTargets(new long[count], new long[count], new long[count], new float[count],
                teacher == null ? null : new TeacherTargets(new float[count * ByteHead.SHARED_OUTCOMES], new float[count]));
        int entry = 0;
        int supervised = 0;
        for (Indexed indexed : documents) {
            for (int token = firstSupervised(); token < indexed.document().ids().length; token++, supervised++) {
                int length = length(indexed.document(), token);
                for (int slot = 0; slot < Math.min(headPositions, length); slot++) {
                    fill(targets, entry++, indexed, supervised, indexed.document().starts()[token] + slot, slot, length);
                }
            }
        }
        return targets;
    }

    private void fill(ByteTargets targets, int entry, Indexed indexed, int supervised, int offset, int slot, int length) {
        targets.token()[entry] = supervised;
        targets.slot()[entry] = slot;
        targets.value()[entry] = indexed.document().document().bytes()[offset] & 0xFF;
        targets.weight()[entry] = 1f / length;
        if (teacher != null) {
            targets.teacher().rest()[entry] = teacher.read(indexed.index(), offset, targets.teacher().probabilities(),
                    entry * ByteHead.SHARED_OUTCOMES);
        }
    }

    private static int length(TokenizedDocument document, int token) {
        return document.starts()[token + 1] - document.starts()[token];
    }
}
