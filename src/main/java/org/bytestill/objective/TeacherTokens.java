package org.bytestill.objective;

import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The teacher's next-token distributions, over its own tokens; the teacher is in memory. */
public interface TeacherTokens {
    /** The teacher's tokenizer. */
    Tokenizer tokenizer();

    /** Number of ids of the teacher's distributions; its embedding may be padded beyond the vocabulary. */
    int vocabularySize();

    /** Most tokens of a context. */
    int maxPositions();

    /**
     * Evaluates the teacher on a batch of its tokens.
     *
     * @param owner scope that owns the states until the result is closed
     */
    Read read(Scope owner, StudentBatch batch);

    /** The teacher's states of a batch. */
    interface Read {
        /**
         * The logits after some places, float32 (places, {@link #vocabularySize()}).
         *
         * @param owner  scope of the result
         * @param places flat positions in the batch
         */
        Tensor logits(Scope owner, long[] places);
    }
}
