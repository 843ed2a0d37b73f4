package org.bytestill.engine;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.student.ByteHead;
import org.bytestill.student.ByteHeadReader;
import org.bytestill.text.Tokenizer;

/**
 * A student's byte head at every byte of a text: byte j of a canonical token is told by map j of the state before the token
 * (method 2). The head does not see the bytes of the same token, so from the second on it cannot know them. Bytes beyond its
 * last map, and the first token where the tokenizer has no begin of sequence, have no row: uniform, with no live path. Its
 * outcomes that are neither bytes nor the end are the residual.
 */
final class HeadRows implements ByteRows {
    private final double[][] distributions;
    private final double[] residual;
    private final boolean[] isToken;
    private final boolean[] isRead;

    private HeadRows(int bytes) {
        distributions = new double[bytes][];
        residual = new double[bytes];
        isToken = new boolean[bytes];
        isRead = new boolean[bytes];
    }

    static HeadRows read(ByteHeadReader head, Tokenizer tokenizer, int contextLimit, byte[] text) {
        HeadRows rows = new HeadRows(text.length);
        int[] ids = tokenizer.encode(text);
        int[] starts = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            starts[i + 1] = starts[i] + tokenizer.vocabulary().bytesOf(ids[i]).length;
            rows.isToken[starts[i]] = true;
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
                    rows.set(starts[token], starts[token + 1], probabilities, head.positions());
                }
            });
        }
        rows.fillTheRest();
        return rows;
    }

    private void set(int start, int end, float[] probabilities, int positions) {
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
            distributions[offset] = row;
            residual[offset] = 1 - shared / all;
            isRead[offset] = true;
        }
    }

    private void fillTheRest() {
        double[] uniform = new double[ByteDistribution.OUTCOMES];
        Arrays.fill(uniform, 1.0 / uniform.length);
        for (int offset = 0; offset < distributions.length; offset++) {
            distributions[offset] = distributions[offset] == null ? uniform : distributions[offset];
        }
    }

    @Override
    public int size() {
        return distributions.length;
    }

    @Override
    public double[] distribution(int row) {
        return distributions[row];
    }

    @Override
    public double residual(int row) {
        return residual[row];
    }

    @Override
    public double belowThreshold(int row) {
        return 0;
    }

    @Override
    public double beyondWidth(int row) {
        return 0;
    }

    @Override
    public double tokenEnds(int row) {
        return isToken[row] ? 1 : 0;
    }

    @Override
    public int livePaths(int row) {
        return isRead[row] ? 1 : 0;
    }

    @Override
    public boolean healed(int row) {
        return false;
    }
}
