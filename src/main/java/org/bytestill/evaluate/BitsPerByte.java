package org.bytestill.evaluate;

import java.util.List;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.model.Decoder;

/**
 * What a model's token head needs to spell a text: the sum of -log2 p(token) over its canonical tokens, by its bytes. Each
 * document starts anew, at the begin-of-sequence token; without one its first token costs nothing and its bytes are not counted.
 *
 * @param bytes  bytes counted
 * @param tokens tokens counted
 * @param nats   sum of -ln p(token)
 */
public record BitsPerByte(long bytes, long tokens, double nats) {
    /** @param beginOfSequence id put before every document, or -1 for none */
    public static BitsPerByte of(Decoder decoder, int beginOfSequence, List<TokenizedDocument> documents) {
        List<float[]> scores = decoder.tokenLogProbabilities(documents.stream().map(document -> sequence(document, beginOfSequence)).toList());
        long bytes = 0;
        long tokens = 0;
        double nats = 0;
        for (int d = 0; d < documents.size(); d++) {
            TokenizedDocument document = documents.get(d);
            bytes += document.size() - (beginOfSequence < 0 ? document.starts()[1] : 0);
            tokens += scores.get(d).length;
            for (float logProbability : scores.get(d)) {
                nats -= logProbability;
            }
        }
        return new BitsPerByte(bytes, tokens, nats);
    }

    private static int[] sequence(TokenizedDocument document, int beginOfSequence) {
        if (beginOfSequence < 0) {
            return document.ids();
        }
        int[] sequence = new int[document.tokens() + 1];
        sequence[0] = beginOfSequence;
        System.arraycopy(document.ids(), 0, sequence, 1, document.tokens());
        return sequence;
    }

    /** Of no text. */
    public static final BitsPerByte NONE = new BitsPerByte(0, 0, 0);

    /** Both texts together. */
    public BitsPerByte plus(BitsPerByte other) {
        return new BitsPerByte(bytes + other.bytes, tokens + other.tokens, nats + other.nats);
    }

    public double bitsPerByte() {
        return nats / Math.log(2) / bytes;
    }

    /** Mean cross-entropy of a token, in nats. */
    public double tokenLoss() {
        return nats / tokens;
    }
}
