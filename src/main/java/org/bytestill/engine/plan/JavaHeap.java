package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;

/** How much memory Java takes from the system for objects, which is more than they need. */
final class JavaHeap {
    /** Tokenizers, code and texts of a small run. */
    private static final long ALWAYS_BYTES = 30L << 20;
    /** The serial collector keeps two fifths of the old objects' room free, and half as much again for new ones. */
    private static final double TAKEN_FOR_LIVE = 2.4;

    private JavaHeap() {}

    /** Of training: documents and their tokens, and under the covering two distributions of the 257 outcomes for each byte of a micro-batch. */
    static long ofTraining(RunConfig config) {
        boolean covers = Objectives.of(config).teacher() == TeacherNeed.BYTES && !Objectives.usesByteHead(config);
        long bytes = (long) config.training().microBatchDocuments() * config.text().documentBytes();
        return committed(covers ? 2 * 257 * Double.BYTES * bytes : 0);
    }

    /** Bytes taken for so many bytes of live objects beside those that are always there. */
    static long committed(long liveBytes) {
        return (long) (ALWAYS_BYTES + TAKEN_FOR_LIVE * liveBytes);
    }
}
