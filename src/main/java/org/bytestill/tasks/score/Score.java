package org.bytestill.tasks.score;

/**
 * How probable a continuation is.
 *
 * @param logLikelihood natural log of the probability of all its tokens
 * @param isGreedy      whether each of its tokens is the most probable one
 * @param tokens        natural log of each token's probability
 * @param ids           the tokens
 */
public record Score(double logLikelihood, boolean isGreedy, float[] tokens, int[] ids) {}
