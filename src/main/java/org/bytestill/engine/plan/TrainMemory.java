package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.engine.machine.Machines;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.student.ByteHead;
import org.bytestill.student.Computation;
import org.bytestill.torch.Device;

/**
 * Memory model of training: peak memory with and without activation recomputation, and the choice between the two.
 *
 * @param kept        peak if every block's activations are kept
 * @param recomputed  peak if only the blocks' inputs are kept and activations are recomputed
 * @param logitsBytes part of both: the block of logits
 */
public record TrainMemory(MemoryParts kept, MemoryParts recomputed, long logitsBytes) {
    private static final double SHARE_OF_FREE_MEMORY = 0.75;
    /** Nodes of trees, for each token of their texts, that are evaluated at once. */
    private static final double NODES_PER_TOKEN = 1.5;
    /** A block of logits is at most this share of a budget that was given. */
    private static final int LOGITS_SHARE = 16;

    /**
     * @param tokens  tokens in a micro-batch
     * @param teacher bytes of a teacher that stays in memory
     * @param cache   bytes of keys and values while the student writes
     * @param heap    bytes that Java takes
     */
    static TrainMemory of(RunConfig config, RunSizes sizes, long tokens, long teacher, long cache, long heap) {
        ModelConfig student = sizes.student;
        long parameters = sizes.studentParameters;
        long trained = sizes.trainedParameters;
        long head = sizes.headParameters;
        long product = config.hardware().studentPrecision().bytes();
        boolean mixed = product < Float.BYTES;
        RunConfig.Form form = config.adaptation().form();
        long frozen = form == RunConfig.Form.FULL ? 0 : product * parameters;
        // Weights and two moments in float32; the gradients have the number format of the products.
        long gradients = product * trained + 4 * head;
        // Activations of a block for the backward pass: norms and the residual stream in float32; queries, keys, values and the attention
        // output of every head; four times the width of the MLP.
        long perToken = 4L * 9 * student.hiddenSize() + product * (4L * student.queryWidth() + 4L * student.intermediateSize());
        long block = tokens * perToken + (mixed && form == RunConfig.Form.FULL ? 2 * trained / student.layers() : 0);
        long inputs = 4L * tokens * student.hiddenSize() * student.layers();
        long logits = logitsBytes(config);
        long held = Math.min(logits, 4L * tokens * student.vocabularySize());
        long table = 4L * student.vocabularySize() * student.hiddenSize();
        long objective = 3 * held + (form == RunConfig.Form.FULL ? table : 0) + (mixed ? table / 2 : 0)
                + 4L * tokens * Objectives.of(config).byteHeadPositions(config) * (3L * ByteHead.OUTCOMES + ByteHead.SHARED_OUTCOMES);
        MemoryParts fixed = MemoryParts.NONE.plus(MemoryPart.WEIGHTS, frozen + 4 * (trained + head))
                .plus(MemoryPart.MOMENTS, 8 * (trained + head))
                .plus(MemoryPart.GRADIENTS, gradients * furtherTerms(config))
                .plus(MemoryPart.TEACHER, teacher).plus(MemoryPart.CACHE, cache).plus(MemoryPart.HEAP, heap)
                .plus(MemoryPart.LIBTORCH, RunEstimate.RUNTIME_BYTES);
        if (form == RunConfig.Form.HEAD) {
            MemoryParts forward = fixed.plus(MemoryPart.GRADIENTS, gradients).plus(MemoryPart.ACTIVATIONS, block)
                    .plus(MemoryPart.LOGITS, objective);
            return new TrainMemory(forward, forward, logits);
        }
        // The gradient of a token head that is the embedding too waits for the embedding's own.
        long waiting = form == RunConfig.Form.FULL ? table : 0;
        return new TrainMemory(peak(fixed, gradients, student.layers() * block, block + waiting, objective),
                peak(fixed, gradients, inputs, inputs + block + waiting, objective), logits);
    }

    /**
     * The larger of two moments: all activations are there with the loss, or all gradients with the activations of the last block.
     *
     * @param before activations when the loss is computed
     * @param after  activations when the last gradient comes
     */
    private static MemoryParts peak(MemoryParts fixed, long gradients, long before, long after, long objective) {
        return before + objective > gradients + after
                ? fixed.plus(MemoryPart.ACTIVATIONS, before).plus(MemoryPart.LOGITS, objective)
                : fixed.plus(MemoryPart.GRADIENTS, gradients).plus(MemoryPart.ACTIVATIONS, after);
    }

    /**
     * With what the trees of the covering need beside a text: rows of nodes, and the attention of branches to all nodes of their document,
     * which no other pass has so much of.
     */
    TrainMemory withTrees(RunConfig config, RunSizes sizes) {
        if (Objectives.of(config).teacher() != TeacherNeed.BYTES || Objectives.usesByteHead(config)) {
            return this;
        }
        ModelConfig student = sizes.student;
        double texts = config.training().microBatchDocuments() * sizes.documentTokens;
        double branches = NODES_PER_TOKEN * texts;
        double nodesOfDocument = (1 + NODES_PER_TOKEN) * sizes.documentTokens;
        long rows = 2 * Math.min(logitsBytes, (long) (4.0 * branches * student.vocabularySize()));
        long attention = (long) (4.0 * branches * nodesOfDocument * student.heads());
        return new TrainMemory(kept.plus(MemoryPart.MASSES, rows).plus(MemoryPart.ACTIVATIONS, attention),
                recomputed.plus(MemoryPart.MASSES, rows).plus(MemoryPart.ACTIVATIONS, attention), logitsBytes);
    }

    /** Peak if every block's activations are kept. */
    public long keptBytes() {
        return kept.total();
    }

    /** Peak if activations are recomputed. */
    public long recomputedBytes() {
        return recomputed.total();
    }

    /** Gradients of some terms of the loss that are held beside those of all, now and then (method.md 4.3). */
    private static int furtherTerms(RunConfig config) {
        boolean measured = config.evaluation().gradientsEvery() > 0 && config.adaptation().form() != RunConfig.Form.HEAD;
        return !measured ? 0 : Objectives.usesByteHead(config) ? 2 : Objectives.usesTeacher(config) ? 1 : 0;
    }

    private static long logitsBytes(RunConfig config) {
        double given = config.hardware().memoryGib();
        return given == 0 ? Computation.LOGITS_BYTES : Math.min(Computation.LOGITS_BYTES, (long) (given * (1L << 30)) / LOGITS_SHARE);
    }

    /** Peak memory by part, with activations kept or recomputed as configured. */
    public MemoryParts parts(RunConfig config) {
        return recomputes(config) ? recomputed : kept;
    }

    /** Peak memory in all. */
    public long bytes(RunConfig config) {
        return parts(config).total();
    }

    /** With the setting auto, activations are recomputed if keeping them does not fit: the numbers are the same to the bit. */
    public boolean recomputes(RunConfig config) {
        return switch (config.training().recomputeActivations()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> keptBytes() > budget(config);
        };
    }

    private static double budget(RunConfig config) {
        double given = config.hardware().memoryGib() * (1L << 30);
        if (given > 0) {
            return given;
        }
        return SHARE_OF_FREE_MEMORY * Machines.freeMemory(Device.named(config.hardware().device()));
    }

    /** The numerical settings of the passes. None that changes a number depends on the machine, so that a run resumes to the bit. */
    public Computation computation(RunConfig config) {
        return new Computation(config.hardware().studentPrecision().dtype(), recomputes(config), logitsBytes);
    }
}
