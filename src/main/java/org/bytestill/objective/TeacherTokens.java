package org.bytestill.objective;

import java.util.Optional;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The teacher's next-token distributions, over its own tokens: of a teacher in memory, or kept on disk. */
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

    /**
     * The teacher's distributions on a batch of documents of the training corpus.
     *
     * @param places which rows stand where
     */
    default Read read(Scope owner, StudentBatch batch, RowPlaces places) {
        return read(owner, batch);
    }

    /** The teacher's states of a batch. */
    interface Read {
        /**
         * The logits after some places, float32 (places, {@link #vocabularySize()}). Of ids that were not kept on disk each has an even share
         * of the rest.
         *
         * @param owner  scope of the result
         * @param places flat positions in the batch
         */
        Tensor logits(Scope owner, long[] places);

        /** The logit that ids which were not kept have got, float32 (places, 1); empty if all are known. */
        default Optional<Tensor> others(Scope owner, long[] places) {
            return Optional.empty();
        }
    }
}
