package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.engine.machine.Machines;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.student.ByteHead;
import org.bytestill.student.Computation;
import org.bytestill.torch.Device;

/**
 * Memory of training, by formula, and what follows from it: whether activations are kept or computed again.
 *
 * @param keptBytes       peak if every block's activations are kept
 * @param recomputedBytes peak if only the blocks' inputs are
 * @param logitsBytes     of these, the block of logits
 */
public record TrainMemory(long keptBytes, long recomputedBytes, long logitsBytes) {
    private static final double SHARE_OF_FREE_MEMORY = 0.75;
    /** A block of logits is at most this share of a budget that was given. */
    private static final int LOGITS_SHARE = 16;

    /**
     * @param parameters of the student
     * @param trained    of these, or of adapters beside them
     * @param head       of the byte head
     * @param tokens     of a micro-batch
     * @param teacher    bytes of a teacher that stays in memory
     */
    static TrainMemory of(RunConfig config, ModelConfig student, long parameters, long trained, long head, long tokens, long teacher) {
        long product = Precisions.of(config.hardware().studentPrecision()).bytes();
        boolean mixed = product < Float.BYTES;
        RunConfig.Form form = config.adaptation().form();
        long frozen = form == RunConfig.Form.FULL ? 0 : product * parameters;
        // Weights and two moments; then the gradients, which come in the format of the products.
        long state = frozen + 12 * (trained + head);
        long gradients = product * trained + 4 * head;
        // What the way back needs of a block: norms and the residual stream in float32, queries, keys, values and attention's result for
        // every head, four times the MLP's width.
        long perToken = 4L * 9 * student.hiddenSize() + product * (4L * student.queryWidth() + 4L * student.intermediateSize());
        long block = tokens * perToken + (mixed && form == RunConfig.Form.FULL ? 2 * trained / student.layers() : 0);
        long inputs = 4L * tokens * student.hiddenSize() * student.layers();
        long logits = logitsBytes(config);
        long table = 4L * student.vocabularySize() * student.hiddenSize();
        long objective = 3 * logits + (form == RunConfig.Form.FULL ? table : 0) + (mixed ? table / 2 : 0)
                + 4L * tokens * Objectives.of(config).byteHeadPositions(config) * (3L * ByteHead.OUTCOMES + ByteHead.SHARED_OUTCOMES);
        long fixed = state + teacher + RunEstimate.RUNTIME_BYTES;
        if (form == RunConfig.Form.HEAD) {
            long forward = fixed + gradients + block + objective;
            return new TrainMemory(forward, forward, logits);
        }
        long kept = fixed + Math.max(student.layers() * block + objective, gradients + block);
        return new TrainMemory(kept, fixed + Math.max(inputs + objective, gradients + inputs + block), logits);
    }

    private static long logitsBytes(RunConfig config) {
        double given = config.hardware().memoryGib();
        return given == 0 ? Computation.LOGITS_BYTES : Math.min(Computation.LOGITS_BYTES, (long) (given * (1L << 30)) / LOGITS_SHARE);
    }

    /** Peak, activations kept or not as the configuration wants it. */
    public long bytes(RunConfig config) {
        return recomputes(config) ? recomputedBytes : keptBytes;
    }

    /** Where it is left open, activations are computed again if keeping them does not fit: the numbers are the same to the bit. */
    boolean recomputes(RunConfig config) {
        return switch (config.training().recomputeActivations()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> keptBytes > budget(config);
        };
    }

    private static double budget(RunConfig config) {
        double given = config.hardware().memoryGib() * (1L << 30);
        if (given > 0) {
            return given;
        }
        // A GPU has memory of its own, of which nothing is known here: then a budget must be given.
        return Device.named(config.hardware().device()).isCpu() ? SHARE_OF_FREE_MEMORY * Machines.freeMemory() : Double.POSITIVE_INFINITY;
    }

    /** How passes are computed. Nothing in it that changes a number depends on the machine, so that a run resumes to the bit. */
    public Computation computation(RunConfig config) {
        return new Computation(Precisions.of(config.hardware().studentPrecision()), recomputes(config), logitsBytes);
    }
}
