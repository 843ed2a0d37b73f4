package org.bytestill.engine.plan;

import java.util.EnumMap;
import java.util.Map;

/** Bytes of memory by what they are held for; immutable. Only parts that are larger than nothing are there. */
public final class MemoryParts {
    /** No memory at all. */
    public static final MemoryParts NONE = new MemoryParts(new EnumMap<>(MemoryPart.class));

    private final EnumMap<MemoryPart, Long> bytes;

    private MemoryParts(EnumMap<MemoryPart, Long> bytes) {
        this.bytes = bytes;
    }

    /** The same with so many bytes more of a part. */
    public MemoryParts plus(MemoryPart part, long more) {
        EnumMap<MemoryPart, Long> sum = new EnumMap<>(bytes);
        sum.merge(part, more, Long::sum);
        sum.values().removeIf(value -> value <= 0);
        return new MemoryParts(sum);
    }

    /**
     * The same with so many bytes more or fewer in all, as measuring has shown. What there is more is {@link MemoryPart#OTHER}; what there
     * is less is taken from the parts in proportion.
     */
    MemoryParts corrected(long difference) {
        if (difference >= 0 || total() == 0) {
            return total() == 0 ? this : plus(MemoryPart.OTHER, difference);
        }
        double share = Math.max(0.1, 1 + difference / (double) total());
        EnumMap<MemoryPart, Long> scaled = new EnumMap<>(MemoryPart.class);
        bytes.forEach((part, value) -> scaled.put(part, Math.round(value * share)));
        return new MemoryParts(scaled);
    }

    /** Bytes of each part, in the order of {@link MemoryPart}. */
    public Map<MemoryPart, Long> bytes() {
        return java.util.Collections.unmodifiableMap(bytes);
    }

    /** Bytes of one part. */
    public long of(MemoryPart part) {
        return bytes.getOrDefault(part, 0L);
    }

    /** All together. */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryParts parts && parts.bytes.equals(bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return bytes.toString();
    }
}
