package org.bytestill.bytes.beam;

import java.util.List;
import org.bytestill.bytes.Context;
import org.bytestill.bytes.LogSpace;

/**
 * A path of the beam: all token sequences that begin with the context's tokens and go on with the document's bytes after
 * them. Its trie node is not stored: it is that of the bytes between the context's end and the position.
 *
 * @param context   tokens that have ended
 * @param logWeight natural log of the path's probability
 */
record Candidate(Context context, double logWeight) {

    /** Natural logarithm of the paths' probabilities, added up. */
    static double logSum(List<Candidate> candidates) {
        return LogSpace.sum(candidates.stream().mapToDouble(Candidate::logWeight).toArray());
    }

    int level(int position) {
        return position - context.offset();
    }

    double mass(int position) {
        return context.mass().mass(level(position));
    }

    /** Takes the byte at the position; null if no token of this context goes on with it. */
    Candidate advance(int position) {
        double next = mass(position + 1);
        return next > 0 ? new Candidate(context, logWeight + Math.log(next) - Math.log(mass(position))) : null;
    }
}
