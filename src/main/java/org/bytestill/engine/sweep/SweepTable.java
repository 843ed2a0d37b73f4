package org.bytestill.engine.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.evaluate.PairedDifference;

/**
 * The results of a sweep at equal updates, bytes or time.
 *
 * @param rows  a cell each, in the order of the sweep, the student before training first
 * @param pairs every two cells by every measure that both have, the first of a pair being the later one in the table
 */
public record SweepTable(Budget budget, List<Row> rows, List<Pair> pairs) {
    /**
     * A cell.
     *
     * @param updates          of the student's own weights
     * @param figures          by measure
     * @param bytes            supervised bytes of a run, mean over seeds
     * @param teacherBytes     those of them that were compared with the teacher
     * @param seconds          time of a run, as {@link SweepRun} has it
     * @param secondsPerUpdate likewise
     * @param diagnostics      means over seeds, by the metric's key
     */
    public record Row(String cell, List<Long> seeds, int updates, Map<Measure, Figure> figures, double bytes, double teacherBytes,
            double seconds, double secondsPerUpdate, Map<String, Double> diagnostics) {}

    /**
     * Two cells by one measure.
     *
     * @param difference that of {@code cell} minus that of {@code other}, over the seeds that both have
     */
    public record Pair(String cell, String other, Measure measure, PairedDifference difference) {
        /** The same seen from the other one. */
        Pair turned() {
            return new Pair(other, cell, measure, difference.turned());
        }

        /** What it means for {@code cell}. */
        public PairedDifference.Verdict verdict() {
            return difference.verdict(measure.lowerIsBetter());
        }

        /** The word, and if it cannot be told, how many seeds would. */
        public String words() {
            String word = verdict().word();
            if (verdict() != PairedDifference.Verdict.CANNOT_TELL) {
                return word;
            }
            return difference.seedsThatTell().isPresent() ? word + " (" + difference.seedsThatTell().getAsInt() + " seeds would)"
                    : word + (difference.seeds() == 1 ? " (one seed)" : " (more text needed)");
        }
    }

    /** The pair of two cells, whichever is named first; empty if they have no seed in common or lack the measure. */
    public Optional<Pair> pair(String cell, String other, Measure measure) {
        return pairs.stream().filter(pair -> pair.measure() == measure)
                .flatMap(pair -> Stream.of(pair, pair.turned()).filter(of -> of.cell().equals(cell) && of.other().equals(other)))
                .findFirst();
    }
}
