package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The token paths behind each next-byte distribution of a document: their tokens, their share of the mass, and whether they
 * survive the next byte. The shares of a row's paths, its mass below the threshold and its mass beyond the width sum to 1.
 */
public final class PathLog {
    /** The log of a reader that keeps no paths. */
    public static final PathLog NONE = new PathLog(0);

    /** The outcome for a path at the byte after the distribution. */
    public enum Fate {
        /** The path continues with the byte. */
        GOES_ON,
        /** None of its tokens continues with the byte. */
        NOT_FOLLOWED,
        /** The path continues with the byte, but was pruned: it weighed less than the threshold. */
        BELOW_THRESHOLD,
        /** The path continues with the byte, but was pruned: the beam was full of heavier paths. */
        BEYOND_WIDTH,
        /** No byte follows. */
        END_OF_TEXT
    }

    /**
     * A path before one byte.
     *
     * @param chain   the completed tokens; the bytes from the end of the chain to the row's byte are an unfinished token
     * @param share   share of all mass before the byte that reaches an outcome through this path; tokens completed just before the
     *                byte count towards the longer path
     */
    public record LivePath(TokenChain chain, double share, Fate fate) {
        public LivePath with(Fate other) {
            return new LivePath(chain, share, other);
        }
    }

    private final List<List<LivePath>> rows;

    private PathLog(int size) {
        rows = new ArrayList<>(Collections.nCopies(size, List.of()));
    }

    public static PathLog of(int size, boolean kept) {
        return kept ? new PathLog(size) : NONE;
    }

    /** Whether paths were kept. */
    public boolean isKept() {
        return !rows.isEmpty();
    }

    public void set(int row, List<LivePath> paths) {
        rows.set(row, List.copyOf(paths));
    }

    /** The paths behind a row; empty if none were kept, or if every path was lost and the distribution is uniform. */
    public List<LivePath> at(int row) {
        return isKept() ? rows.get(row) : List.of();
    }
}
