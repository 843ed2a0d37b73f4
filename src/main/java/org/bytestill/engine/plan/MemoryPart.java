package org.bytestill.engine.plan;

/** What memory is held for, in the order in which it is drawn. */
public enum MemoryPart {
    /** Weights of the student, and of the byte head. */
    WEIGHTS,
    /** Gradients of the trained weights. */
    GRADIENTS,
    /** The two moments of the optimizer for each trained weight. */
    MOMENTS,
    /** What the backward pass needs of the forward pass. */
    ACTIVATIONS,
    /** The block of logits, with its probabilities and gradients. */
    LOGITS,
    /** Weights of the teachers. */
    TEACHER,
    /** Keys and values of the contexts that are read. */
    CACHE,
    /** Next-byte distributions and the masses of token prefixes from which they are summed. */
    MASSES,
    /** Java's own memory: text, tokens, paths of the search. */
    HEAP,
    /** Java, libtorch and their code, before there is a model. */
    LIBTORCH,
    /** What was measured beyond the formula: memory freed and kept for the next pass. */
    OTHER;

    /** The word in data for programs and in the texts. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
