package org.bytestill.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.model.Decoder;

/** A head of a model whose logits are read on the probe texts. */
public interface ProbedHead {
    /** The head that predicts the next token. */
    ProbedHead TOKEN = new ProbedHead() {
        @Override
        public String predicts() {
            return "token";
        }

        @Override
        public List<float[]> logits(Path model, Decoder decoder, long[][] texts) {
            List<float[]> rows = new ArrayList<>();
            for (long[] text : texts) {
                long[] real = new long[text.length];
                Arrays.fill(real, 1);
                rows.addAll(rows(decoder.logits(new long[][] {text}, new long[][] {real}), text.length));
            }
            return rows;
        }
    };

    /** The head that predicts this. */
    static ProbedHead of(String predicts) {
        return predicts.equals(TOKEN.predicts()) ? TOKEN : new ProbedByteHead();
    }

    /** What it predicts: {@code token} or {@code byte}. */
    String predicts();

    /**
     * @param model the folder or file that the decoder was opened from
     * @param texts token ids of each text
     * @return logits of every position of every text, one array each, in nats up to a constant
     */
    List<float[]> logits(Path model, Decoder decoder, long[][] texts);

    /** The rows of a matrix. */
    static List<float[]> rows(float[] matrix, int rows) {
        int columns = matrix.length / rows;
        List<float[]> parts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            parts.add(Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns));
        }
        return parts;
    }
}
