package org.bytestill.bytes;

import java.util.Arrays;
import org.bytestill.text.Vocabulary;

/**
 * Next-byte distributions without approximation (method.md F1, method.md F2), for a bigram model: token sequences with the same
 * last token and the same end have the same continuations, so the sum over all of them is a small table. Written from the
 * definition, independently of the beam.
 */
public final class ExactBytes {
    private ExactBytes() {}

    public static double[][] rows(BigramModel model, byte[] text) {
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        int tokens = vocabulary.size();
        // reach[e][t]: probability of all token sequences that spell text[0, e) and end with token t
        double[][] reach = new double[text.length + 1][tokens];
        reach[0][vocabulary.beginOfSequence()] = 1;
        double[][] rows = new double[text.length][ByteDistribution.OUTCOMES];
        for (int e = 0; e <= text.length; e++) {
            for (int last = 0; last < tokens; last++) {
                for (int token = 0; token < tokens && reach[e][last] > 0; token++) {
                    double weight = reach[e][last] * model.probability(last, token);
                    byte[] bytes = vocabulary.bytesOf(token);
                    if (vocabulary.endsSequence(token) && e < text.length) {
                        rows[e][ByteDistribution.EOS] += weight;
                    }
                    for (int i = 0; i < bytes.length && e + i < text.length; i++) {
                        rows[e + i][bytes[i] & 0xFF] += weight;
                        if (bytes[i] != text[e + i]) {
                            break;
                        }
                        if (i == bytes.length - 1) {
                            reach[e + bytes.length][token] += weight;
                        }
                    }
                }
            }
        }
        for (double[] row : rows) {
            double sum = Arrays.stream(row).sum();
            for (int outcome = 0; outcome < row.length; outcome++) {
                row[outcome] /= sum;
            }
        }
        return rows;
    }
}
