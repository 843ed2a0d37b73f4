package org.bytestill.bytes.beam;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adaptive token healing (method.md 1.3): when no candidate continues with a byte, replaces the unfinished token of the
 * heaviest candidate by a shorter one, the longest first, and reads the bytes after that again, ending a token wherever it
 * cannot continue. The first path that reaches the byte is the whole beam from there on; if the heaviest candidate cannot be
 * healed, the next one is tried.
 */
final class TokenHealer {
    private final BeamParameters parameters;
    private final int position;
    private final Predicate<Extension> usable;

    /**
     * @param position the byte that no candidate continues with
     * @param usable   whether an extension has a distribution to use; the first needed one without is reported as missing
     */
    TokenHealer(BeamParameters parameters, int position, Predicate<Extension> usable) {
        this.parameters = parameters;
        this.position = position;
        this.usable = usable;
    }

    /**
     * The result of healing.
     *
     * @param candidate the healed path, after the byte; null if there is none yet
     * @param missing   the extension whose distribution is needed to continue; null if none is
     */
    record Outcome(@Nullable Candidate candidate, @Nullable Extension missing) {
        static final Outcome FAILED = new Outcome(null, null);

        boolean isFinal() {
            return candidate != null || missing != null;
        }
    }

    /** @param candidates heaviest first */
    Outcome heal(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            for (int level = candidate.level(position); level > 0; level--) {
                Outcome outcome = commit(candidate, level);
                if (outcome.isFinal()) {
                    return outcome;
                }
            }
        }
        return Outcome.FAILED;
    }

    /** Ends a token after the first {@code level} bytes of the candidate; several ids may have these bytes. */
    private Outcome commit(Candidate candidate, int level) {
        // The weight before the unfinished token: the root's mass is 1.
        double before = candidate.logWeight() - Math.log(candidate.mass(position));
        int end = candidate.context().offset() + level;
        double reached = candidate.context().mass().mass(level);
        return firstThatWorks(BeamStep.extensionsOf(new Candidate(candidate.context(), before + Math.log(reached)), end), end, false);
    }

    /** @param oneByte true if consuming the byte at the start is enough, false if all bytes up to the position must be consumed */
    private Outcome firstThatWorks(List<Extension> extensions, int start, boolean oneByte) {
        for (Extension extension : extensions) {
            if (!parameters.fits(extension.parent())) {
                continue;
            }
            if (!usable.test(extension)) {
                return new Outcome(null, extension);
            }
            Candidate next = extension.asCandidate();
            Outcome outcome = oneByte ? new Outcome(next.advance(start), null) : replay(next, start);
            if (outcome.isFinal()) {
                return outcome;
            }
        }
        return Outcome.FAILED;
    }

    private Outcome replay(Candidate begin, int start) {
        Candidate current = begin;
        for (int at = start; at <= position; at++) {
            Candidate next = current.advance(at);
            if (next == null) {
                Outcome split = firstThatWorks(BeamStep.extensionsOf(current, at), at, true);
                if (split.candidate() == null) {
                    return split;
                }
                next = split.candidate();
            }
            current = next;
        }
        return new Outcome(current, null);
    }
}
