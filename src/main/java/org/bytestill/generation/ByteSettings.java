package org.bytestill.generation;

import java.util.List;
import org.bytestill.model.Sampling;
import org.bytestill.problem.Check;

/**
 * How texts are written byte by byte.
 *
 * @param maxBytes    most outcomes of a text: bytes, and the end
 * @param sampling    how one of the 257 outcomes is chosen
 * @param seed        seed of the draws; each depends on nothing but seed, number of the prompt and number of the byte
 * @param stopStrings strings that end a text, which is cut before the first of them
 */
public record ByteSettings(int maxBytes, Sampling sampling, long seed, List<String> stopStrings) {
    /** @throws org.bytestill.problem.UserError naming the value that is out of its range */
    public ByteSettings {
        Check.that(maxBytes >= 1, "The number of new bytes is %d; choose 1 or more.", maxBytes);
        Check.that(sampling.repetitionPenalty() == 1,
                "A repetition penalty of %s would forbid the letters of the alphabet: a text repeats its bytes. Leave it out.",
                sampling.repetitionPenalty());
        Check.that(stopStrings.stream().noneMatch(String::isEmpty),
                "A stop string is empty; it would end every text at once. Leave it out.");
        stopStrings = List.copyOf(stopStrings);
    }
}
