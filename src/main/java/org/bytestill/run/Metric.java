package org.bytestill.run;

/** A quantity measured over a run, with its unit; a column of {@link MetricTable} and a key of {@code metrics.jsonl}. */
public enum Metric {
    UPDATE("updates"),
    /** Bytes of text trained on so far. */
    BYTES("bytes"),
    /** Time spent training, pauses left out. */
    ACTIVE_SECONDS("seconds"),
    TOKEN_LOSS("nats per token"),
    /** Cross-entropy of the byte head. */
    BYTE_LOSS("nats per byte"),
    /** KL(teacher || byte head) over the supervised bytes. */
    HEAD_KL("nats per byte"),
    TOTAL_LOSS("nats per token"),
    GRADIENT_NORM(""),
    LEARNING_RATE(""),
    BYTES_PER_SECOND("bytes per second"),
    /** Token head: cross-entropy in bits over bytes of text. */
    BITS_PER_BYTE("bits per byte"),
    /** KL(teacher || student) by the token head, both read as bytes. */
    KL_BITS("bits per byte"),
    /** Share of bytes at which teacher and student find the same byte most probable, from 0 to 1. */
    TOP1_AGREEMENT("share"),
    /** KL(teacher || byte head) over the supervised validation bytes. */
    HEAD_KL_BITS("bits per byte"),
    /** Share of supervised validation bytes at which teacher and byte head agree, from 0 to 1. */
    HEAD_TOP1_AGREEMENT("share");

    private final String unit;

    Metric(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }

    /** The key in {@code metrics.jsonl} and {@code --json}: camelCase. */
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : name().toLowerCase(java.util.Locale.ROOT).split("_")) {
            key.append(key.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
