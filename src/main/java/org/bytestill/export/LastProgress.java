package org.bytestill.export;

import java.util.concurrent.CancellationException;
import org.bytestill.util.Progress;

/** Remembers what was reported last, so that work after the last byte can be cancelled too. */
final class LastProgress implements Progress {
    private final Progress progress;
    private long done;
    private long total;

    LastProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public boolean report(long bytesDone, long bytesTotal) {
        done = bytesDone;
        total = bytesTotal;
        return progress.report(bytesDone, bytesTotal);
    }

    /** Reports the same again; throws CancellationException if the work shall end. */
    void again() {
        if (!progress.report(done, total)) {
            throw new CancellationException("export");
        }
    }
}
