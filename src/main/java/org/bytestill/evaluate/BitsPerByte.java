package org.bytestill.evaluate;

import java.util.List;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.model.Decoder;

/**
 * Bits per byte of a text under a model's token head: the sum of -log2 p(token) over the canonical tokens, divided by the bytes
 * of the text (method.md 5.1); of a conversation over the supervised tokens. Each document starts at the begin-of-sequence token; without one, its first token and that
 * token's bytes are not counted.
 *
 * @param bytes  bytes counted
 * @param tokens tokens counted
 * @param nats   sum of -ln p(token)
 */
public record BitsPerByte(long bytes, long tokens, double nats) {
    /** @param beginOfSequence id put before every document, or -1 for none */
    public static BitsPerByte of(Decoder decoder, int beginOfSequence, List<TokenizedDocument> documents) {
        List<float[]> scores = decoder
                .tokenLogProbabilities(documents.stream().map(document -> sequence(document, beginOfSequence)).toList());
        long bytes = 0;
        long tokens = 0;
        double nats = 0;
        for (int d = 0; d < documents.size(); d++) {
            TokenizedDocument document = documents.get(d);
            bytes += document.supervisedBytes(beginOfSequence);
            int unscored = document.tokens() - scores.get(d).length;
            for (int token = unscored; token < document.tokens(); token++) {
                boolean counts = document.isSupervised(token);
                tokens += counts ? 1 : 0;
                nats -= counts ? scores.get(d)[token - unscored] : 0;
            }
        }
        return new BitsPerByte(bytes, tokens, nats);
    }

    private static int[] sequence(TokenizedDocument document, int beginOfSequence) {
        int begin = document.beginOr(beginOfSequence);
        if (begin < 0) {
            return document.ids();
        }
        int[] sequence = new int[document.tokens() + 1];
        sequence[0] = begin;
        System.arraycopy(document.ids(), 0, sequence, 1, document.tokens());
        return sequence;
    }

    /** The measure of no text. */
    public static final BitsPerByte NONE = new BitsPerByte(0, 0, 0);

    /** The measure over both texts. */
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
