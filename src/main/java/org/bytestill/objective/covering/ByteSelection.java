package org.bytestill.objective.covering;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteKl;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.config.RunConfig;

/**
 * Selection of the supervised bytes of a document: all, or the share with the largest teacher entropy or the largest divergence
 * between teacher and student.
 */
final class ByteSelection {
    private ByteSelection() {}

    /** Number of supervised bytes of a document of the given size. */
    static int count(RunConfig.Covering settings, int size) {
        return settings.bytes() == RunConfig.CoveredBytes.ALL ? size : (int) Math.ceil(settings.byteShare() * size);
    }

    /** @param canonicalPath the student's sums with the distributions of the canonical path, for the divergence */
    static boolean[] of(RunConfig.Covering settings, CoveredDocument text, CoverSums canonicalPath) {
        boolean[] chosen = new boolean[text.size()];
        double[] criterion = new double[text.size()];
        for (int position = 0; position < criterion.length; position++) {
            criterion[position] = switch (settings.bytes()) {
                case ALL -> 0;
                case ENTROPY -> entropyNats(text, position);
                case DISAGREEMENT -> ByteKl.nats(text.teacher(), position * ByteDistribution.OUTCOMES, text.rest(position),
                        canonicalPath.distribution(position), null);
            };
        }
        // The sort is stable: in a tie the first bytes are chosen.
        IntStream.range(0, criterion.length).boxed().sorted(Comparator.comparingDouble(position -> -criterion[position]))
                .limit(count(settings, criterion.length)).forEach(position -> chosen[position] = true);
        return chosen;
    }

    private static double entropyNats(CoveredDocument text, int position) {
        double nats = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            nats += Divergence.entropyTermNats(text.probability(position, outcome));
        }
        return nats;
    }
}
