package org.bytestill.objective;

import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * The teacher's next-token distributions for batches of student tokens, for teacher and student with the same tokenizer; the
 * teacher is in memory.
 */
public interface TeacherTokens {
    /** Number of ids of the teacher's distributions; its embedding may be padded beyond the vocabulary. */
    int vocabularySize();

    /**
     * Evaluates the teacher on a batch.
     *
     * @param owner scope that owns the states until the result is closed
     */
    Read read(Scope owner, StudentBatch batch);

    /** The teacher's states at the supervised tokens of a batch. */
    interface Read {
        /**
         * The logits of some supervised tokens, float32 (end - begin, {@link #vocabularySize()}).
         *
         * @param owner scope of the result
         * @param begin index of the first supervised token
         * @param end   index after the last one
         */
        Tensor logits(Scope owner, int begin, int end);
    }
}
