package org.bytestill.cli;

import org.bytestill.util.Progress;

/** Progress listener that prints a line on standard error every few seconds, and cancels the work after a signal. */
final class ProgressLines implements Progress {
    private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

    private static final double SECONDS_OF_BEGINNING = 20;

    private final Terminal terminal;
    private final String doing;
    private final String what;
    private final Signals signals;
    private final long startedAt = System.nanoTime();
    private long lastLineAt = startedAt;

    /** @param doing participle for the message, such as {@code converted} */
    ProgressLines(Terminal terminal, String doing, Signals signals) {
        this(terminal, doing, "bytes", signals);
    }

    /** @param what what is counted, a noun in the plural */
    ProgressLines(Terminal terminal, String doing, String what, Signals signals) {
        this.terminal = terminal;
        this.doing = doing;
        this.what = what;
        this.signals = signals;
    }

    @Override
    public boolean report(long bytesDone, long bytesTotal) {
        long now = System.nanoTime();
        if (now - lastLineAt >= NANOS_BETWEEN_LINES && bytesDone > 0) {
            lastLineAt = now;
            terminal.note("%s %,d of %,d %s (%.0f %%)%s", doing, bytesDone, bytesTotal, what, 100.0 * bytesDone / bytesTotal,
                    left((now - startedAt) / 1e9, bytesDone, bytesTotal));
        }
        return !signals.received();
    }

    /** The time left; nothing as long as the beginning, with its opening of models, is most of what is known. */
    static String left(double seconds, long done, long total) {
        return seconds < SECONDS_OF_BEGINNING && 10 * done < total ? ""
                : ", about " + Labels.duration(seconds * (total - done) / done) + " left";
    }
}
