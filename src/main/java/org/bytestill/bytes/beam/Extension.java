package org.bytestill.bytes.beam;

import org.bytestill.bytes.Context;
import org.jspecify.annotations.Nullable;

/**
 * An extension of a candidate: a token that ends at the candidate's node, which gives a longer context at the root of the trie.
 *
 * @param logWeight natural log of the extended path's probability
 */
record Extension(Context parent, int token, double logWeight) {

    /** The longer context; null if it was not requested yet. */
    @Nullable
    Context context() {
        return parent.child(token);
    }

    boolean isEvaluated() {
        return context() != null && context().isEvaluated();
    }

    /** True if the longer context has a distribution, its own or an approximation. */
    boolean hasRow() {
        return context() != null && context().mass() != null;
    }

    Candidate asCandidate() {
        return new Candidate(context(), logWeight);
    }
}
