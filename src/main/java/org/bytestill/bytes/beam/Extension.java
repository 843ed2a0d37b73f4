package org.bytestill.bytes.beam;

import org.bytestill.bytes.Context;

/**
 * A token that ends at a candidate's node, and with it the longer context at the root of the trie.
 *
 * @param logWeight natural log of the extended path's probability
 */
record Extension(Context parent, int token, double logWeight) {

    /** The longer context, or null if nobody asked for it yet. */
    Context context() {
        return parent.child(token);
    }

    boolean isEvaluated() {
        return context() != null && context().isEvaluated();
    }

    /** True if the longer context has a row, be it one that its own is taken for. */
    boolean hasRow() {
        return context() != null && context().mass() != null;
    }

    Candidate asCandidate() {
        return new Candidate(context(), logWeight);
    }
}
