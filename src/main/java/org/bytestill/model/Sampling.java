package org.bytestill.model;

import org.bytestill.problem.Check;

/**
 * How the next token is chosen from a model's logits, as transformers orders it: repetition penalty, temperature, top-k, top-p, min-p.
 *
 * @param temperature       divisor of the logits; 0 takes the most probable token (greedy decoding) and ignores the three filters
 * @param topK              so many most probable tokens are kept; 0 for all
 * @param topP              the most probable tokens are kept until their probabilities reach it; 1 for all
 * @param minP              tokens are kept whose probability is at least this share of the largest; 0 for all
 * @param repetitionPenalty divisor of positive logits, factor of negative ones, of tokens that the text holds, the prompt included; 1 for none
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repetitionPenalty) {
    /** The most probable token. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);
    /** By the model's own probabilities: what on-policy training needs. */
    public static final Sampling PLAIN = new Sampling(1, 0, 1, 0, 1);

    /** @throws org.bytestill.problem.UserError naming the value that is out of its range */
    public Sampling {
        Check.that(Double.isFinite(temperature) && temperature >= 0,
                "The temperature is %s; choose a number from 0, which takes the most probable token.", temperature);
        Check.that(topK >= 0, "Top-k is %d; choose a number of tokens, or 0 for all.", topK);
        Check.that(topP > 0 && topP <= 1, "Top-p is %s; choose above 0 to 1.", topP);
        Check.that(minP >= 0 && minP <= 1, "Min-p is %s; choose from 0 to 1.", minP);
        Check.that(Double.isFinite(repetitionPenalty) && repetitionPenalty > 0,
                "The repetition penalty is %s; choose above 0, where 1 changes nothing.", repetitionPenalty);
    }

    public boolean isGreedy() {
        return temperature == 0;
    }

    boolean isPenalised() {
        return repetitionPenalty != 1;
    }
}
