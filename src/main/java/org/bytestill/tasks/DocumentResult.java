package org.bytestill.tasks;

import java.util.List;
import java.util.Map;
import org.bytestill.tasks.score.Score;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document.
 *
 * @param id            number of the document, from 0
 * @param target        the right answer as the task gives it, a value of {@code text.python}
 * @param contexts      what the model read: one text, or one for each choice
 * @param continuations what was scored after it; empty for answers and whole texts
 * @param scores        of the continuations
 * @param unconditional log-likelihoods of the continuations without their context; empty if not asked for
 * @param logLikelihood of a whole text; NaN for others
 * @param responses     what the model answered; empty for others
 * @param filtered      the answer that each pipeline of filters made of them, by its name
 * @param metrics       what was measured, by metric and filter, such as {@code acc,none}
 * @param chosen        number of the choice with the greatest log-likelihood; -1 without choices
 * @param right         numbers of the right choices, ascending; empty without choices, or if none is right
 * @param lost          where the right choice was lost; null if it was not
 */
public record DocumentResult(int id, Object target, List<String> contexts, List<String> continuations, List<Score> scores,
        double[] unconditional, double logLikelihood, List<String> responses, Map<String, Object> filtered, Map<String, double[]> metrics,
        int chosen, List<Integer> right, @Nullable LostChoice lost) {}
