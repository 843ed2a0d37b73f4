package org.bytestill.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A metric of a run, with its unit; a column of {@link MetricTable} and a key of {@code metrics.jsonl}. There is one object per key. An
 * objective may define metrics of its own; a log of another version of the program may contain further ones.
 */
public final class Metric implements Comparable<Metric> {
    private static final Map<String, Metric> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger DEFINED = new AtomicInteger();

    public static final Metric UPDATE = of("update", "updates");
    /** Bytes of text trained on so far. */
    public static final Metric BYTES = of("bytes", "bytes");
    /** Time spent training, pauses left out. */
    public static final Metric ACTIVE_SECONDS = of("activeSeconds", "seconds");
    /** Time since the run was started first, pauses and interruptions included. */
    public static final Metric WALL_SECONDS = of("wallSeconds", "seconds");
    public static final Metric TOKEN_LOSS = of("tokenLoss", "nats per token");
    /** Cross-entropy of the byte head. */
    public static final Metric BYTE_LOSS = of("byteLoss", "nats per byte");
    /** KL(teacher || byte head) over the supervised bytes. */
    public static final Metric HEAD_KL = of("headKl", "nats per byte");
    public static final Metric TOTAL_LOSS = of("totalLoss", "nats per token");
    public static final Metric GRADIENT_NORM = of("gradientNorm", "");
    public static final Metric LEARNING_RATE = of("learningRate", "");
    public static final Metric BYTES_PER_SECOND = of("bytesPerSecond", "bytes per second");
    /** Token head: cross-entropy in bits over bytes of text. */
    public static final Metric BITS_PER_BYTE = of("bitsPerByte", "bits per byte");
    /** KL(teacher || student) of the next-byte distributions, both by the token head. */
    public static final Metric KL_BITS = of("klBits", "bits per byte");
    /** Share of bytes at which the same byte is the most probable for teacher and student, from 0 to 1. */
    public static final Metric TOP1_AGREEMENT = of("top1Agreement", "share");
    /** KL(teacher || byte head) over the supervised validation bytes. */
    public static final Metric HEAD_KL_BITS = of("headKlBits", "bits per byte");
    /** Share of supervised validation bytes at which teacher and byte head agree, from 0 to 1. */
    public static final Metric HEAD_TOP1_AGREEMENT = of("headTop1Agreement", "share");

    /** Processor time of the training thread in an update: its cost, whatever else the machine computes, where one thread computes. */
    public static final Metric CPU_SECONDS = of("cpuSeconds", "seconds");
    /** Supervised bytes of an update. */
    public static final Metric SUPERVISED_BYTES = of("supervisedBytes", "bytes");
    /** Those of them that the objective compares with the teacher. */
    public static final Metric TEACHER_BYTES = of("teacherBytes", "bytes");
    /** Texts that the student wrote for an update, or at an evaluation after held-out prompts. */
    public static final Metric ROLLOUTS = of("rollouts", "texts");
    /** Their mean length. */
    public static final Metric ROLLOUT_BYTES = of("rolloutBytes", "bytes per text");
    public static final Metric ROLLOUT_TOKENS = of("rolloutTokens", "tokens per text");
    /** Share of them that the student ended, before the limit of their length. */
    public static final Metric ROLLOUT_ENDED = of("rolloutEnded", "share");
    /** Share of a text's runs of four tokens that it has had before, mean over the texts. */
    public static final Metric ROLLOUT_REPETITION = of("rolloutRepetition", "share");
    /** Share of the texts that end in a loop. */
    public static final Metric ROLLOUT_LOOPS = of("rolloutLoops", "share");
    /** The objective's own term over the texts the student wrote, in the objective's unit. */
    public static final Metric ROLLOUT_LOSS = of("rolloutLoss", "");
    /** KL(teacher || student) of the next-byte distributions over the texts that the student writes after held-out prompts. */
    public static final Metric ROLLOUT_KL_BITS = of("rolloutKlBits", "bits per byte");
    /** KL(student || student before training) over the tokens it wrote. */
    public static final Metric REFERENCE_KL = of("referenceKl", "nats per token");
    /** Shares of an update's time that writing takes, and the teacher's reading of what was written. */
    public static final Metric WRITING_TIME = of("writingTime", "share");
    public static final Metric READING_TIME = of("readingTime", "share");

    /** Mass of the teacher's next-byte distributions that is not kept on disk, mean over the bytes it was used for. */
    public static final Metric DROPPED_MASS = of("droppedMass", "share");
    /** Norms of the gradients of the token cross-entropy and of what compares with the teacher, each with its weight, before clipping. */
    public static final Metric TOKEN_GRADIENT = of("gradientNormToken", "");
    public static final Metric TEACHER_GRADIENT = of("gradientNormTeacher", "");
    /** The cosine between both, from -1 to 1. */
    public static final Metric GRADIENT_COSINE = of("gradientCosineTokenTeacher", "");

    /** Time that tasks took in an evaluation. */
    public static final Metric TASK_SECONDS = of("taskSeconds", "seconds");

    private final String key;
    private final int order;
    private volatile String unit;

    private Metric(String key, String unit) {
        this.key = key;
        this.unit = unit;
        this.order = DEFINED.getAndIncrement();
    }

    /**
     * The metric of a key; defines it if it is new.
     *
     * @param key  in {@code metrics.jsonl} and {@code --json}: camelCase
     * @param unit in words; empty if there is none or it is not known
     */
    public static Metric of(String key, String unit) {
        Metric metric = ALL.computeIfAbsent(key, name -> new Metric(name, unit));
        if (metric.unit.isEmpty()) {
            metric.unit = unit;
        }
        return metric;
    }

    /** The metric of a key found in a log; its unit stays unknown unless the program defines the metric. */
    static Metric named(String key) {
        return of(key, "");
    }

    public String unit() {
        return unit;
    }

    /** The key in {@code metrics.jsonl} and {@code --json}: camelCase. */
    public String key() {
        return key;
    }

    /** By the order of definition: the order of columns. */
    @Override
    public int compareTo(Metric other) {
        return Integer.compare(order, other.order);
    }

    @Override
    public String toString() {
        return key;
    }
}
