package org.bytestill.objective;

import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The teacher's next-token distributions for batches of the student's tokens: both have one tokenizer, and the teacher is in memory. */
public interface TeacherTokens {
    /** Ids that the teacher's rows have; its embedding may be padded beyond the tokenizer's. */
    int vocabularySize();

    /**
     * Evaluates the teacher on a batch.
     *
     * @param owner scope that owns what is kept until the answer is closed
     */
    Read read(Scope owner, StudentBatch batch);

    /** The teacher at the batch's supervised tokens. */
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
