package org.bytestill.bytes.beam;

import java.util.List;
import org.bytestill.bytes.Context;
import org.bytestill.bytes.LogSpace;
import org.jspecify.annotations.Nullable;

/**
 * A candidate of the beam: all token sequences that begin with the context's tokens and continue with the bytes of the document
 * after them. Its trie node is not stored; it is the node of the bytes between the end of the context and the position.
 *
 * @param context   the completed tokens
 * @param logWeight natural log of the path's probability
 */
record Candidate(Context context, double logWeight) {

    /** Natural log of the sum of the paths' probabilities. */
    static double logSum(List<Candidate> candidates) {
        return LogSpace.sum(candidates.stream().mapToDouble(Candidate::logWeight).toArray());
    }

    int level(int position) {
        return position - context.offset();
    }

    double mass(int position) {
        return context.mass().mass(level(position));
    }

    /** The candidate after the byte at the position; null if no token of this context continues with it. */
    @Nullable
    Candidate advance(int position) {
        double next = mass(position + 1);
        return next > 0 ? new Candidate(context, logWeight + Math.log(next) - Math.log(mass(position))) : null;
    }
}
