package org.bytestill.objective.covering;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.config.RunConfig;

/** Which bytes of a document are supervised: all, or a share of them, those that have most to sample. */
final class ByteSelection {
    private ByteSelection() {}

    /** Bytes of a document of that size that are supervised. */
    static int count(RunConfig.Covering settings, int size) {
        return settings.bytes() == RunConfig.CoveredBytes.ALL ? size : (int) Math.ceil(settings.byteShare() * size);
    }

    /** @param canonical path the student's sums with the rows of the canonical path, for disagreement */
    static boolean[] of(RunConfig.Covering settings, CoveredDocument text, CoverSums canonicalPath) {
        boolean[] chosen = new boolean[text.size()];
        double[] worth = new double[text.size()];
        for (int position = 0; position < worth.length; position++) {
            worth[position] = switch (settings.bytes()) {
                case ALL -> 0;
                case ENTROPY -> entropyNats(text, position);
                case DISAGREEMENT -> ByteKl.nats(text.teacher(), position * ByteDistribution.OUTCOMES, text.rest(position), canonicalPath.distribution(position), null);
            };
        }
        // Sorting is stable: of equals the first ones.
        IntStream.range(0, worth.length).boxed().sorted(Comparator.comparingDouble(position -> -worth[position])).limit(count(settings, worth.length))
                .forEach(position -> chosen[position] = true);
        return chosen;
    }

    private static double entropyNats(CoveredDocument text, int position) {
        double nats = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            double p = text.probability(position, outcome);
            nats -= p > 0 ? p * Math.log(p) : 0;
        }
        return nats;
    }
}
