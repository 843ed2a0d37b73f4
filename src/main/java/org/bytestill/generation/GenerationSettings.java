package org.bytestill.generation;

import java.util.BitSet;
import java.util.List;
import org.bytestill.model.Sampling;
import org.bytestill.problem.Check;
import org.bytestill.text.Vocabulary;

/**
 * How texts are generated. Nothing is taken from a model's {@code generation_config.json} but its end-of-sequence tokens: its top-k and
 * top-p would silently cut what on-policy training and comparisons see.
 *
 * @param maxNewTokens most tokens of a text, the end-of-sequence token among them
 * @param sampling     how a token is chosen
 * @param seed         seed of the draws; each depends on nothing but seed, number of the prompt and number of the token
 * @param stopTokens   ids that end a text
 * @param stopStrings  strings that end a text, which is cut before the first of them
 */
public record GenerationSettings(int maxNewTokens, Sampling sampling, long seed, BitSet stopTokens, List<String> stopStrings) {
    /** @throws org.bytestill.problem.UserError naming the value that is out of its range */
    public GenerationSettings {
        Check.that(maxNewTokens >= 1, "The number of new tokens is %d; choose 1 or more.", maxNewTokens);
        Check.that(stopStrings.stream().noneMatch(String::isEmpty),
                "A stop string is empty; it would end every text at once. Leave it out.");
        stopTokens = (BitSet) stopTokens.clone();
        stopStrings = List.copyOf(stopStrings);
    }

    /** Until one of the vocabulary's end-of-sequence tokens. */
    public GenerationSettings(int maxNewTokens, Sampling sampling, long seed, Vocabulary vocabulary, List<String> stopStrings) {
        this(maxNewTokens, sampling, seed, vocabulary.endOfSequence(), stopStrings);
    }
}
