package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.model.Architecture;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.registry.Objectives;

/** Memory model of the conversion: the peak while a teacher's text is read, by part. */
final class ConvertMemory {
    /** Rows that are held before a shard of them is written. */
    private static final long SHARD_BYTES = 128L << 20;
    /** Bytes of text in one batch of the teacher: about 8,192 tokens of prose. */
    private static final int BYTES_READ_AT_ONCE = 32_768;

    private ConvertMemory() {}

    /** That of the largest teacher; they are read one after the other. Nothing if no text is read before training. */
    static MemoryParts of(RunConfig config, RunSizes sizes) {
        MemoryParts largest = MemoryParts.NONE;
        boolean cachesTokens = TeacherUse.cachesTokens(config);
        if (!cachesTokens && !Objectives.usesTeacherBytes(config)) {
            return largest;
        }
        for (Architecture teacher : sizes.teachers) {
            MemoryParts parts = cachesTokens ? tokens(config, teacher) : bytes(config, teacher, sizes);
            largest = parts.total() > largest.total() ? parts : largest;
        }
        return largest;
    }

    private static MemoryParts tokens(RunConfig config, Architecture teacher) {
        return base(config, teacher).plus(MemoryPart.MASSES, SHARD_BYTES).plus(MemoryPart.HEAP, JavaHeap.committed(0));
    }

    private static MemoryParts base(RunConfig config, Architecture teacher) {
        return MemoryParts.NONE.plus(MemoryPart.TEACHER, teacher.parameterCount() * config.hardware().teacherPrecision().bytes())
                .plus(MemoryPart.LIBTORCH, RunEstimate.RUNTIME_BYTES);
    }

    private static MemoryParts bytes(RunConfig config, Architecture architecture, RunSizes sizes) {
        ModelConfig teacher = architecture.config();
        double rowsPerByte = TeacherUse.rowsPerByte(config);
        double keysAndValues = 2.0 * teacher.layers() * teacher.keyValueWidth() * config.hardware().teacherPrecision().bytes()
                * rowsPerByte;
        double bytesAtOnce = Math.max(Math.min(BYTES_READ_AT_ONCE, sizes.trainBytes),
                Math.min(config.text().documentBytes(), sizes.trainBytes));
        if (config.converter().kvGib() > 0) {
            // At least one document is read at a time, even if it needs more.
            double allowed = config.converter().kvGib() * (1L << 30) / keysAndValues;
            bytesAtOnce = Math.min(bytesAtOnce, Math.max(allowed, config.text().documentBytes()));
        }
        double positions = bytesAtOnce * rowsPerByte;
        return base(config, architecture).plus(MemoryPart.CACHE, (long) (keysAndValues * bytesAtOnce))
                .plus(MemoryPart.MASSES, 256L * teacher.vocabularySize() * 12)
                .plus(MemoryPart.HEAP, JavaHeap.committed((long) (positions * 16 * 257)));
    }
}
