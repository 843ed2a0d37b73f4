package org.bytestill.engine.job;

import java.util.List;
import org.bytestill.bytes.ByteDistribution;

/**
 * A byte of a text that several models write together, or its end.
 *
 * @param outcome     the byte from 0 to 255, or 256 for the end
 * @param text        what can be shown with it: nothing for a byte within a character; those of all bytes joined are the text
 * @param probability its probability by the models together, before temperature and filters
 * @param byModel     its probability by each model alone, in the order of the models
 * @param expected    the most probable outcomes in its place by each model alone, in the same order, then by all together; ids as
 *                    {@code outcome}, in descending order of probability
 */
public record SpokenByte(int outcome, String text, double probability, List<Double> byModel, List<List<Candidate>> expected) {
    public SpokenByte {
        byModel = List.copyOf(byModel);
        expected = List.copyOf(expected);
    }

    public boolean isEnd() {
        return outcome == ByteDistribution.EOS;
    }
}
