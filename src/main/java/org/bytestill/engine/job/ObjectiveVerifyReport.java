package org.bytestill.engine.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Differences of an objective's loss from a stored reference; null for quantities that the reference does not contain.
 *
 * @param objective                as the reference calls it
 * @param loss                     mean of the terms, in the units of the objective
 * @param lossDifference           of the loss, relative to the reference's
 * @param maxRelGradientDifference largest over all gradients of the largest difference divided by the tensor's largest entry; 0
 *                                 if the reference has none, as that of a reading without a student
 * @param worstGradient            parameter with that difference
 * @param gradientDifferences      of each gradient
 * @param count                    what the loss is a mean over
 * @param countDifference          of the count
 * @param groups                   number of groups, if the reference has them
 * @param groupsDifference         entries of the table of groups that differ
 * @param maxTermDifference        largest difference of a term, relative to the largest
 */
public record ObjectiveVerifyReport(String objective, double loss, double lossDifference, @Nullable Double maxRelGradientDifference,
        String worstGradient, Map<String, Double> gradientDifferences, long count, long countDifference, @Nullable Long groups,
        @Nullable Long groupsDifference, @Nullable Double maxTermDifference) {}
