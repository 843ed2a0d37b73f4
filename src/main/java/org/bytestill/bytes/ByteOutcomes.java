package org.bytestill.bytes;

import org.bytestill.problem.Check;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * What the ids of a model's rows stand for: bytes (in the trie), the end of the sequence, or neither. Ids beyond the
 * vocabulary, the padding of many embeddings, are neither.
 */
final class ByteOutcomes {
    private final TokenTrie trie;
    private final int[] ends;
    private final int[] outside;
    private final int vocabularySize;

    /** @param specialsAsText whether special tokens are the bytes of their names */
    static ByteOutcomes of(TokenModel model, boolean specialsAsText) {
        Vocabulary vocabulary = model.tokenizer().vocabulary().firstIds(model.rowSize());
        Check.that(vocabulary.beginOfSequence() >= 0, "The tokenizer names neither a begin-of-sequence nor an end-of-sequence token: "
                + "a document has nothing to start from. Name bos_token or eos_token in tokenizer_config.json.");
        return new ByteOutcomes(specialsAsText ? vocabulary.withSpecialsAsText() : vocabulary);
    }

    private ByteOutcomes(Vocabulary vocabulary) {
        trie = new TokenTrie(vocabulary);
        ends = vocabulary.endOfSequence().stream().toArray();
        outside = trie.outside();
        vocabularySize = vocabulary.size();
    }

    TokenTrie trie() {
        return trie;
    }

    double endOfSequence(float[] logProbabilities) {
        double mass = 0;
        for (int id : ends) {
            mass += Math.exp(logProbabilities[id]);
        }
        return mass;
    }

    double residual(float[] logProbabilities) {
        double mass = 0;
        for (int id : outside) {
            mass += Math.exp(logProbabilities[id]);
        }
        for (int id = vocabularySize; id < logProbabilities.length; id++) {
            mass += Math.exp(logProbabilities[id]);
        }
        return mass;
    }
}
