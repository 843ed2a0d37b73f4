package org.bytestill.objective;

import java.util.List;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** How the documents of an update become losses and gradients under one objective; used by the training thread. */
public interface UpdateRunner {
    /** Supervised tokens of an update, and bytes at which the student's own next-byte distribution is supervised: what losses are divided by. */
    record Supervised(long tokens, long bytes) {}

    /**
     * What the documents of an update supervise.
     *
     * @param position of the first of them in the run's order of documents
     */
    Supervised supervised(List<BatchBuilder.Indexed> documents, long position);

    /**
     * Computes losses and gradients of some documents of an update and adds the gradients to {@code sums}.
     *
     * @param position of the first of them in the run's order of documents
     * @param whole    what the whole update supervises
     * @param sums     gradients so far, in the order of {@link Student#trained}; empty before the first documents of an update
     * @param owner    scope that owns the gradients
     */
    LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums, Scope owner);
}
