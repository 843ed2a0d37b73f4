/**
 * What a model makes of the requests of tasks: how probable a continuation is, and how it answers.
 *
 * <p>Start at {@link org.bytestill.tasks.score.LanguageModel}, what tasks know of a model; {@code DecoderLanguageModel} is the one. Texts
 * become tokens in {@code PairEncoder} and {@code Windows}, {@code TreeScorer} scores them with all that they have in common read once.
 */
@NullMarked
package org.bytestill.tasks.score;

import org.jspecify.annotations.NullMarked;
