package org.bytestill.objective;

import java.util.List;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** How the documents of an update become losses and gradients: the paper's objective and fine-tuning, or the covering. */
public interface UpdateRunner {
    /** Supervised tokens of an update, and bytes at which the student's own next-byte distribution is supervised. */
    record Supervised(long tokens, long bytes) {}

    /**
     * What the documents of an update supervise.
     *
     * @param position of the first of them in the run's order of documents
     */
    Supervised whole(List<BatchBuilder.Indexed> documents, long position);

    /**
     * Computes losses and gradients of some documents of an update and adds the gradients to {@code sums}.
     *
     * @param position of the first of them in the run's order of documents
     * @param whole    what the update supervises
     * @param sums     gradients so far, in the order of {@link Student#trained}; empty before the first documents of an update
     * @param owner    scope that owns the gradients
     */
    UpdateLosses addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Student.LossWeights terms, List<Tensor> sums, Scope owner);
}
