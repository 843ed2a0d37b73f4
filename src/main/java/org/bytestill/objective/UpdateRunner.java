package org.bytestill.objective;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** Computes losses and gradients of the documents of an update under one objective; used by the training thread. */
public interface UpdateRunner {
    /**
     * Normalisers of the losses of an update.
     *
     * @param tokens supervised tokens of texts the student did not write: what the token loss is a mean over
     * @param bytes  bytes at which the student's own next-byte distribution is supervised
     * @param terms  what the objective's own term is a mean over, where it is neither tokens nor bytes: groups of aligned tokens
     */
    record Supervised(long tokens, long bytes, long terms) {
        public Supervised(long tokens, long bytes) {
            this(tokens, bytes, 0);
        }

        public Supervised plus(Supervised more) {
            return new Supervised(tokens + more.tokens, bytes + more.bytes, terms + more.terms);
        }
    }

    /**
     * Prepares an update, for example by letting the student write its texts. Called once an update, before anything else.
     *
     * @param position  place of the first document in the run's order of documents
     * @param update    number of the update, from 0
     * @param interrupt asks now and then whether to give up
     * @return false if it gave up; the update is begun anew later
     */
    default boolean prepare(List<BatchBuilder.Indexed> documents, long position, int update, BooleanSupplier interrupt) {
        return true;
    }

    /** Those of an update's documents that are trained on as they are; the others are prompts. */
    default List<BatchBuilder.Indexed> asTheyAre(List<BatchBuilder.Indexed> documents) {
        return documents;
    }

    /**
     * Adds to the metrics of an update what the runner measured beside its objective.
     *
     * @param losses the sums of the update
     */
    default void measure(Map<Metric, Double> row, LossSums losses, Step step) {}

    /**
     * A term of the loss.
     *
     * @param name   what it is, a key: {@link #TOKEN}, {@link #TEACHER}, {@link #BYTES}
     * @param runner of the loss with the terms up to this one alone, with their weights; of the last term it is the runner of the whole
     */
    record Term(String name, UpdateRunner runner) {}

    /** The cross-entropy of tokens. */
    String TOKEN = "token";
    /** What compares the student with the teacher. */
    String TEACHER = "teacher";
    /** The cross-entropy of a byte head. */
    String BYTES = "bytes";

    /** The terms of the loss, in an order of adding them up; this runner's is the last. One alone if the loss has no parts. */
    default List<Term> terms() {
        return List.of(new Term(TOKEN, this));
    }

    /**
     * Counts the supervised tokens and bytes of some documents.
     *
     * @param position place of the first document in the run's order of documents
     */
    Supervised supervised(List<BatchBuilder.Indexed> documents, long position);

    /**
     * Computes losses and gradients of some documents of an update and adds the gradients to {@code sums}.
     *
     * @param position place of the first document in the run's order of documents
     * @param whole    normalisers of the whole update
     * @param sums     gradients so far, in the order of {@link Student#trained}; empty before the first documents of an update
     * @param owner    scope that owns the gradients
     */
    LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums, Scope owner);
}
