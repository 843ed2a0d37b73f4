package org.bytestill.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.model.Decoder;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;

/**
 * What came out when a written model was opened anew and compared with its checkpoint on probe texts, both in the written number
 * format.
 *
 * @param heads          what was compared, the token head first
 * @param roundingKlBits mean KL(checkpoint in float32 || export) of the next token, in bits: what the number format costs; 0 for float32
 */
public record ProofOfExport(List<HeadComparison> heads, double roundingKlBits) {
    private static final List<String> PROBES = List.of(
            "The whale rose slowly out of the sea, and nobody on deck spoke a word.",
            "In 1851 the population was 23,191,876; by 1861 it had grown by 35.6 %.",
            "for (int i = 0; i < n; i++) { sum += x[i] * x[i]; }\n",
            "Fran\u00e7ois sah \u00c4pfel, \u65e5\u672c\u8a9e \u0438 \ud83d\udc0b.",
            "  \tIndented,\n\n\"quoted\" -- and odd: zxqj ZXQJ!?");

    /** True if every head agrees. */
    public boolean proven() {
        return heads.stream().allMatch(HeadComparison::agrees);
    }

    /** The comparison of the head that predicts the next token. */
    public HeadComparison tokenHead() {
        return heads.get(0);
    }

    /**
     * Opens both models, reads the probe texts with both tokenizers and with the format's heads of both.
     *
     * @throws UserError if the written model does not load, or cuts text in another way
     */
    static ProofOfExport of(Path checkpoint, Path export, ExportFormat format, WeightType type) {
        long[][] texts = probes(checkpoint);
        if (!Arrays.deepEquals(texts, probes(export))) {
            throw UserError.of(ExitCode.PROOF_FAILED,
                    "The exported tokenizer cuts a probe text in another way than the checkpoint's.");
        }
        List<ProbedHead> heads = format.heads();
        List<List<float[]>> expected = logits(checkpoint, asTrained(checkpoint, type), heads, texts);
        List<List<float[]>> found = logits(export, opened(export, type), heads, texts);
        ProofBounds bounds = format.bounds(type);
        List<HeadComparison> compared = IntStream.range(0, heads.size())
                .mapToObj(i -> HeadComparison.between(heads.get(i).predicts(), expected.get(i), found.get(i), bounds)).toList();
        return new ProofOfExport(compared, type == WeightType.FLOAT32 ? 0 : roundingKlBits(checkpoint, found.get(0), texts));
    }

    /** An adapter as it was trained, beside its base; where numbers are rounded, merged, as the sum is what is rounded. */
    private static Decoder asTrained(Path checkpoint, WeightType type) {
        return type == WeightType.FLOAT32 ? Decoder.openUnmerged(checkpoint, type.dtype(), Device.CPU)
                : opened(checkpoint, type);
    }

    private static Decoder opened(Path model, WeightType type) {
        return type == WeightType.FLOAT16 ? Decoder.openRounded(model, type.dtype(), Device.CPU)
                : Decoder.open(model, type.dtype(), Device.CPU);
    }

    private static double roundingKlBits(Path checkpoint, List<float[]> rounded, long[][] texts) {
        Decoder exact = Decoder.open(checkpoint, WeightType.FLOAT32.dtype(), Device.CPU);
        List<float[]> expected = logits(checkpoint, exact, List.of(ProbedHead.TOKEN), texts).get(0);
        return HeadComparison.between(ProbedHead.TOKEN.predicts(), expected, rounded, ProofBounds.ROUNDED).klBits();
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

    /** Logits of each head. Closes the decoder. */
    private static List<List<float[]>> logits(Path model, Decoder opened, List<ProbedHead> heads, long[][] texts) {
        try (Decoder decoder = opened) {
            return heads.stream().map(head -> head.logits(model, decoder, texts)).toList();
        }
    }
}
