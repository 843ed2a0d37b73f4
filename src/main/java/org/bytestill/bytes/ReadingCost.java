package org.bytestill.bytes;

/**
 * What a reader has spent so far, and on what.
 *
 * @param rows          model evaluations: next-token distributions, each of one context
 * @param batches       calls of the model; each evaluates many rows
 * @param modelSeconds  in the model: token probabilities of the rows
 * @param massSeconds   laying rows over the trie
 * @param walkSeconds   cutting texts into tokens, walking the beam and writing byte rows
 */
public record ReadingCost(long rows, long batches, double modelSeconds, double massSeconds, double walkSeconds) {
    public static final ReadingCost NOTHING = new ReadingCost(0, 0, 0, 0, 0);

    /** Both together. */
    public ReadingCost plus(ReadingCost other) {
        return new ReadingCost(rows + other.rows, batches + other.batches, modelSeconds + other.modelSeconds, massSeconds + other.massSeconds,
                walkSeconds + other.walkSeconds);
    }

    /** What was spent since an earlier look. */
    public ReadingCost since(ReadingCost earlier) {
        return new ReadingCost(rows - earlier.rows, batches - earlier.batches, modelSeconds - earlier.modelSeconds, massSeconds - earlier.massSeconds,
                walkSeconds - earlier.walkSeconds);
    }

    public double seconds() {
        return modelSeconds + massSeconds + walkSeconds;
    }
}
