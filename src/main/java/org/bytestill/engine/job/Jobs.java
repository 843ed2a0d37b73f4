package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jobs of a process: all that are under way, and the last that have ended. Thread-safe. */
public final class Jobs {
    private static final int MOST_ENDED = 50;

    private final List<Job> all = new ArrayList<>();

    public synchronized Job begin(Job.Kind kind, Path subject) {
        Job job = new Job(kind, subject);
        all.add(job);
        for (int i = 0; i < all.size() && all.size() > MOST_ENDED; i++) {
            if (!all.get(i).isRunning()) {
                all.remove(i--);
            }
        }
        return job;
    }

    /** In the order in which they were asked for. */
    public synchronized List<Job> all() {
        return List.copyOf(all);
    }
}
