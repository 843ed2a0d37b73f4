package org.bytestill.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a process holds no more at the end of a soak than after its warm-up, the first quarter of it. By the median of the slopes between
 * all pairs of samples (Theil and Sen), which a single high sample does not move, times the turns that are judged.
 */
final class Flatness {
    private final List<SoakSample> judged;

    Flatness(List<SoakSample> samples) {
        judged = samples.subList(samples.size() / 4, samples.size());
    }

    /** By how much it has grown from the end of the warm-up to the end, in its unit. */
    double growth(SoakSample.Measure measure) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            for (int j = i + 1; j < judged.size(); j++) {
                slopes.add((value(measure, j) - value(measure, i)) / (judged.get(j).turn() - judged.get(i).turn()));
            }
        }
        Collections.sort(slopes);
        int middle = slopes.size() / 2;
        double slope = slopes.size() % 2 == 1 ? slopes.get(middle) : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
        return slope * (judged.get(judged.size() - 1).turn() - judged.get(0).turn());
    }

    private double value(SoakSample.Measure measure, int at) {
        return judged.get(at).values().get(measure);
    }

    /** What has grown by more than its tolerance. */
    List<SoakSample.Measure> growing() {
        return Stream.of(SoakSample.Measure.values()).filter(measure -> growth(measure) > measure.tolerance()).toList();
    }

    /** A line a measure: at the end of the warm-up, at the end, growth. */
    String summary() {
        StringBuilder summary = new StringBuilder();
        for (SoakSample.Measure measure : SoakSample.Measure.values()) {
            summary.append(
                    String.format(Locale.ROOT, "%-12s %8.1f at first, %8.1f at last, slope times turns %+.2f, tolerance %.1f%n", measure,
                            value(measure, 0), value(measure, judged.size() - 1), growth(measure), measure.tolerance()));
        }
        return summary.toString();
    }
}
