package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which token paths carried each row of a reading, and what became of them. The shares of a row's paths, its mass below the
 * threshold and its mass beyond the width sum to 1.
 */
public final class PathLog {
    /** Of a reading that kept none. */
    public static final PathLog NONE = new PathLog(0);

    /** What became of a path at the byte after the row. */
    public enum Fate {
        /** It goes on with the byte. */
        GOES_ON,
        /** None of its tokens goes on with the byte. */
        NOT_FOLLOWED,
        /** It goes on with the byte, but weighed less than the threshold. */
        BELOW_THRESHOLD,
        /** It goes on with the byte, but the beam was full of heavier ones. */
        BEYOND_WIDTH,
        /** No byte follows. */
        END_OF_TEXT
    }

    /**
     * A path before one byte.
     *
     * @param chain   the tokens that have ended; the bytes from its end to the row's byte are an unfinished token
     * @param share   mass that reaches an outcome of the row through this path, of all mass before the byte; tokens that have
     *                ended just before the byte are counted in the paths they lead to
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

    /** Paths that carry the row; none where every path was lost and the row is uniform, or where none were kept. */
    public List<LivePath> at(int row) {
        return isKept() ? rows.get(row) : List.of();
    }
}
