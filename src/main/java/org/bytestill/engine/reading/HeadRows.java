package org.bytestill.engine.reading;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.RowTable;
import org.bytestill.student.ByteHead;
import org.bytestill.student.ByteHeadReader;
import org.bytestill.text.Tokenizer;

/**
 * Next-byte distributions by a student's byte head: byte j of a canonical token is predicted by linear map j of the hidden state before
 * the token (method.md 2.1), without the earlier bytes of the same token. Bytes beyond the last map, and the first token if the tokenizer
 * has no begin-of-sequence token, get the uniform distribution and no live path. Outcomes that are neither a byte nor the end of the
 * sequence count as residual mass.
 */
final class HeadRows {
    private HeadRows() {}

    static ByteRows read(ByteHeadReader head, Tokenizer tokenizer, int contextLimit, byte[] text) {
        RowTable rows = new RowTable(text.length);
        double[] uniform = new double[ByteDistribution.OUTCOMES];
        Arrays.fill(uniform, 1.0 / uniform.length);
        int[] ids = tokenizer.encode(text);
        int[] starts = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            starts[i + 1] = starts[i] + tokenizer.vocabulary().bytesOf(ids[i]).length;
            for (int offset = starts[i]; offset < starts[i + 1]; offset++) {
                rows.set(offset, uniform, new RowTable.Provenance(0, 0, 0, offset == starts[i] ? 1 : 0, 0, false));
            }
        }
        int begin = tokenizer.vocabulary().beginOfSequence();
        int window = contextLimit - 1;
        for (int from = 0; from < ids.length; from += window) {
            int first = from;
            int[] piece = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + window));
            int offset = begin < 0 ? 1 : 0;
            head.read(begin < 0 ? piece : LoadedModel.withFirst(begin, piece), (index, probabilities) -> {
                int token = first + index + offset;
                if (token < first + piece.length) {
                    set(rows, starts[token], starts[token + 1], probabilities, head.positions());
                }
            });
        }
        return rows;
    }

    private static void set(RowTable rows, int start, int end, float[] probabilities, int positions) {
        for (int offset = start; offset < Math.min(end, start + positions); offset++) {
            int first = (offset - start) * ByteHead.OUTCOMES;
            double[] row = new double[ByteDistribution.OUTCOMES];
            double shared = 0;
            double all = 0;
            for (int outcome = 0; outcome < ByteHead.OUTCOMES; outcome++) {
                all += probabilities[first + outcome];
                if (outcome < row.length) {
                    row[outcome] = probabilities[first + outcome];
                    shared += row[outcome];
                }
            }
            for (int outcome = 0; outcome < row.length; outcome++) {
                row[outcome] = shared > 0 ? row[outcome] / shared : 1.0 / row.length;
            }
            rows.set(offset, row, new RowTable.Provenance(1 - shared / all, 0, 0, offset == start ? 1 : 0, 1, false));
        }
    }
}
