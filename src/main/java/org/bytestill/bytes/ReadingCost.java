package org.bytestill.bytes;

/**
 * The cost of a reader so far: model evaluations, batches and seconds.
 *
 * @param rows         model evaluations: next-token distributions, one for each context
 * @param batches      calls of the model; each evaluates many contexts
 * @param modelSeconds time in the model
 * @param massSeconds  time for prefix masses: summing distributions over the trie
 * @param walkSeconds  time for tokenizing texts, advancing the beam and writing next-byte distributions
 */
public record ReadingCost(long rows, long batches, double modelSeconds, double massSeconds, double walkSeconds) {
    public static final ReadingCost NOTHING = new ReadingCost(0, 0, 0, 0, 0);

    /** The sum of both costs. */
    public ReadingCost plus(ReadingCost other) {
        return new ReadingCost(rows + other.rows, batches + other.batches, modelSeconds + other.modelSeconds,
                massSeconds + other.massSeconds,
                walkSeconds + other.walkSeconds);
    }

    /** The difference to an earlier cost of the same reader. */
    public ReadingCost since(ReadingCost earlier) {
        return new ReadingCost(rows - earlier.rows, batches - earlier.batches, modelSeconds - earlier.modelSeconds,
                massSeconds - earlier.massSeconds,
                walkSeconds - earlier.walkSeconds);
    }

    public double seconds() {
        return modelSeconds + massSeconds + walkSeconds;
    }
}
