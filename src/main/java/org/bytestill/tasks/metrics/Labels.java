package org.bytestill.tasks.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytestill.problem.Check;

/** Measures of pairs of a right label and a predicted one, as scikit-learn computes them (method.md 5.5). */
final class Labels {
    private Labels() {}

    /** F1 of label 1 against label 0; 0 if label 1 is neither right nor predicted anywhere. */
    static double f1(List<double[]> pairs) {
        Check.that(pairs.stream().allMatch(pair -> isBinary(pair[0]) && isBinary(pair[1])),
                "The metric f1 compares choices 0 and 1, and a document has others. Choose acc or mcc for more than two choices.");
        double both = count(pairs, 1, 1);
        double either = count(pairs, 1, 0) + count(pairs, 0, 1);
        return both == 0 ? 0 : 2 * both / (2 * both + either);
    }

    private static boolean isBinary(double label) {
        return label == 0 || label == 1;
    }

    private static double count(List<double[]> pairs, double right, double predicted) {
        return pairs.stream().filter(pair -> pair[0] == right && pair[1] == predicted).count();
    }

    /** Matthews' correlation coefficient for any number of labels; 0 where it is not defined. */
    static double matthews(List<double[]> pairs) {
        Map<Double, double[]> counts = new TreeMap<>();
        double same = 0;
        for (double[] pair : pairs) {
            counts.computeIfAbsent(pair[0], label -> new double[2])[0]++;
            counts.computeIfAbsent(pair[1], label -> new double[2])[1]++;
            same += pair[0] == pair[1] ? 1 : 0;
        }
        double all = pairs.size();
        double product = counts.values().stream().mapToDouble(count -> count[0] * count[1]).sum();
        double right = counts.values().stream().mapToDouble(count -> count[0] * count[0]).sum();
        double predicted = counts.values().stream().mapToDouble(count -> count[1] * count[1]).sum();
        double spread = (all * all - predicted) * (all * all - right);
        return spread == 0 ? 0 : (same * all - product) / Math.sqrt(spread);
    }
}
