package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.cache.CacheMerge;
import org.bytestill.util.Progress;

/** Joins parts of teacher bytes that were converted apart. Runs on the calling thread. */
public final class MergeService {
    /**
     * @param shards number of shards of the whole
     * @param bytes  size of them on disk
     */
    public record MergeReport(Path folder, int parts, int shards, long bytes) {}

    /**
     * @param parts  folders that {@code convert --shard} wrote, in any order
     * @param target an empty or new folder, or that of an interrupted merge
     * @throws org.bytestill.problem.UserError if the parts are not those of one cache, each once
     */
    public MergeReport merge(List<Path> parts, Path target, Progress progress) {
        CacheMerge.MergedCache merged = CacheMerge.merge(parts, target, progress);
        return new MergeReport(target, merged.parts(), merged.shards(), merged.bytes());
    }
}
