package org.bytestill.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytestill.bytes.Divergence;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.model.Decoder;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * What came out when an exported folder was opened anew and compared with its checkpoint on probe texts, both in the
 * exported number format.
 *
 * @param positions             positions compared
 * @param maxAbsLogitDifference largest difference of a logit
 * @param top1Equal             share of positions with the same most probable token
 * @param klBits                mean KL(checkpoint || export) of the next token, in bits
 * @param roundingKlBits        the same between the checkpoint in float32 and the export: what the number format costs; 0 for float32
 * @param proven                true if the differences are what the number format allows
 */
public record ProofOfExport(int positions, double maxAbsLogitDifference, double top1Equal, double klBits, double roundingKlBits, boolean proven) {
    /** In float32 the same weights are added in the same order; anything above this is another model. */
    static final double FLOAT32_LOGIT_DIFFERENCE = 1e-3;
    static final double LOWER_PRECISION_KL_BITS = 1e-6;

    private static final List<String> PROBES = List.of(
            "The whale rose slowly out of the sea, and nobody on deck spoke a word.",
            "In 1851 the population was 23,191,876; by 1861 it had grown by 35.6 %.",
            "for (int i = 0; i < n; i++) { sum += x[i] * x[i]; }\n",
            "Fran\u00e7ois sah \u00c4pfel, \u65e5\u672c\u8a9e \u0438 \ud83d\udc0b.",
            "  \tIndented,\n\n\"quoted\" -- and odd: zxqj ZXQJ!?");

    /**
     * Opens both folders, reads the probe texts with both tokenizers and both models.
     *
     * @throws UserError if the exported folder does not load, or cuts text in another way
     */
    public static ProofOfExport of(Path checkpoint, Path export, Precision precision) {
        Dtype dtype = precision.dtype();
        long[][] tokens = probes(checkpoint);
        if (!Arrays.deepEquals(tokens, probes(export))) {
            throw UserError.of(ExitCode.PROOF_FAILED,
                    "The exported tokenizer cuts a probe text in another way than the checkpoint's.");
        }
        // An adapter as it was trained, beside its base; where numbers are rounded, merged, as the sum is what is rounded.
        float[][] expected = logits(dtype == Dtype.FLOAT32 ? Decoder.openUnmerged(checkpoint, dtype, Device.CPU)
                : Decoder.open(checkpoint, dtype, Device.CPU), tokens);
        float[][] found = logits(Decoder.open(export, dtype, Device.CPU), tokens);
        int vocabulary = expected[0].length / tokens[0].length;
        Difference difference = Difference.between(expected, found, vocabulary);
        double rounding = dtype == Dtype.FLOAT32 ? 0 : Difference.between(logits(Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU), tokens), found, vocabulary).klBits();
        boolean proven = dtype == Dtype.FLOAT32 ? difference.largest() <= FLOAT32_LOGIT_DIFFERENCE
                : difference.top1Equal() == 1 && difference.klBits() <= LOWER_PRECISION_KL_BITS;
        return new ProofOfExport(difference.positions(), difference.largest(), difference.top1Equal(), difference.klBits(), rounding, proven);
    }

    private static long[][] probes(Path folder) {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            int begin = tokenizer.vocabulary().beginOfSequence();
            return PROBES.stream().map(text -> {
                long[] ids = Arrays.stream(tokenizer.encode(text.getBytes(StandardCharsets.UTF_8))).asLongStream().toArray();
                return begin < 0 ? ids : LongStream.concat(LongStream.of(begin), Arrays.stream(ids)).toArray();
            }).toArray(long[][]::new);
        }
    }

    /** Logits of each text, positions x vocabulary. Closes the decoder. */
    private static float[][] logits(Decoder opened, long[][] tokens) {
        try (Decoder decoder = opened) {
            return Arrays.stream(tokens).map(text -> {
                long[] real = new long[text.length];
                Arrays.fill(real, 1);
                return decoder.logits(new long[][] {text}, new long[][] {real});
            }).toArray(float[][]::new);
        }
    }

    /** Logits of two models, compared at every position. */
    private record Difference(int positions, double largest, double top1Equal, double klBits) {
        static Difference between(float[][] expected, float[][] found, int vocabulary) {
            int positions = 0;
            int equal = 0;
            double largest = 0;
            double bits = 0;
            for (int text = 0; text < expected.length; text++) {
                for (int start = 0; start < expected[text].length; start += vocabulary) {
                    double[] p = softmax(expected[text], start, vocabulary);
                    double[] q = softmax(found[text], start, vocabulary);
                    for (int i = start; i < start + vocabulary; i++) {
                        double difference = Math.abs((double) expected[text][i] - found[text][i]);
                        // NaN must not pass for small.
                        largest = difference <= largest ? largest : Double.isNaN(largest) ? largest : difference;
                    }
                    equal += Divergence.top1(p) == Divergence.top1(q) ? 1 : 0;
                    bits += Divergence.klBits(p, q);
                    positions++;
                }
            }
            return new Difference(positions, largest, (double) equal / positions, bits / positions);
        }

        private static double[] softmax(float[] logits, int start, int length) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = start; i < start + length; i++) {
                largest = Math.max(largest, logits[i]);
            }
            double[] p = new double[length];
            double sum = 0;
            for (int i = 0; i < length; i++) {
                p[i] = Math.exp(logits[start + i] - largest);
                sum += p[i];
            }
            for (int i = 0; i < length; i++) {
                p[i] /= sum;
            }
            return p;
        }
    }
}
