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

    /** Number of selected bytes of a document with so many in its supervised spans, their ends included. */
    static int count(RunConfig.Covering settings, int rows) {
        return settings.bytes() == RunConfig.CoveredBytes.ALL ? rows : (int) Math.ceil(settings.byteShare() * rows);
    }

    /** @param canonicalPath the student's sums with the distributions of the canonical path, for the divergence */
    static boolean[] of(RunConfig.Covering settings, CoveredDocument text, CoverSums canonicalPath) {
        boolean[] chosen = new boolean[text.size()];
        double[] criterion = new double[text.size()];
        int[] rows = IntStream.range(0, text.size()).filter(text::isInSpan).toArray();
        for (int position : rows) {
            criterion[position] = switch (settings.bytes()) {
                case ALL -> 0;
                case ENTROPY -> entropyNats(text, position);
                case DISAGREEMENT -> ByteKl.nats(text.teacher(), position * ByteDistribution.OUTCOMES, text.rest(position),
                        canonicalPath.distribution(position), null);
            };
        }
        // The sort is stable: in a tie the first bytes are chosen.
        IntStream.of(rows).boxed().sorted(Comparator.comparingDouble(position -> -criterion[position]))
                .limit(count(settings, rows.length)).forEach(position -> chosen[position] = true);
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
