package org.bytestill.bytes.eot;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowEvaluation;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenChain;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.Vocabulary;

/** One window read token by token: it asks for a distribution before each token, and writes the rows of the window's bytes. */
final class TokenReading {
    private final ReadingWindow window;
    private final int[] tokens;
    /** Offset of each token in the window, then of their end. */
    private final int[] starts;
    private final PrefixMass[] masses;
    private final RowTable rows;

    /**
     * @param tokens of the window; where they end before its last byte, one distribution more is read there
     * @param rows   of the whole document
     */
    TokenReading(ReadingWindow window, int[] tokens, Vocabulary vocabulary, RowTable rows) {
        this.window = window;
        this.tokens = tokens;
        this.rows = rows;
        this.starts = new int[tokens.length + 1];
        for (int i = 0; i < tokens.length; i++) {
            starts[i + 1] = starts[i] + vocabulary.bytesOf(tokens[i]).length;
        }
        this.masses = new PrefixMass[tokens.length + (starts[tokens.length] < window.text().length ? 1 : 0)];
    }

    /** Number of distributions that it needs. */
    int rows() {
        return masses.length;
    }

    /** Bytes whose rows it writes. */
    int bytes() {
        return window.text().length - window.rowsFrom();
    }

    void ask(RowEvaluation.Batch batch, TokenModel.Contexts tree) {
        int[] prompt = window.prompt();
        for (int node = 0; node + 1 < prompt.length; node++) {
            batch.add(new TokenModel.Query(tree, node - 1, prompt[node], false), window.text(), 0, mass -> {});
        }
        for (int token = 0; token < masses.length; token++) {
            int node = prompt.length - 1 + token;
            int place = token;
            batch.add(new TokenModel.Query(tree, node - 1, token == 0 ? prompt[prompt.length - 1] : tokens[token - 1]), window.text(),
                    starts[token], mass -> masses[place] = mass);
        }
    }

    void write() {
        TokenChain chain = new TokenChain(null, window.prompt()[window.prompt().length - 1], window.start(), true);
        for (int token = 0; token < masses.length; token++) {
            int next = token < tokens.length ? starts[token + 1] : window.text().length;
            for (int offset = starts[token]; offset < next; offset++) {
                if (offset >= window.rowsFrom()) {
                    write(token, offset);
                    writePath(offset, chain);
                }
            }
            chain = token < tokens.length ? new TokenChain(chain, tokens[token], window.start() + next, true) : chain;
        }
    }

    private void write(int token, int offset) {
        double[] row = offset > starts[token] || token == 0 ? EndRows.row(masses[token], offset - starts[token]) : resolved(token);
        double ended = offset > starts[token] ? row[EndRows.END_OF_TOKEN] : 0;
        double ends = offset > starts[token] ? ended : token == 0 ? 1 : ends(token - 1);
        double known = 1 - ended - row[EndRows.RESIDUAL];
        double[] distribution = Arrays.copyOf(row, ByteDistribution.OUTCOMES);
        distribution[ByteDistribution.EOS] = row[EndRows.END_OF_SEQUENCE];
        for (int outcome = 0; outcome < distribution.length; outcome++) {
            distribution[outcome] = known > 0 ? distribution[outcome] / known : 1.0 / distribution.length;
        }
        rows.set(window.start() + offset, distribution, new RowTable.Provenance(row[EndRows.RESIDUAL], 0, 0, ends, 1, false));
        rows.setEnded(window.start() + offset, ended);
    }

    /** The row at the beginning of a token: the token before goes on, or it has ended and the next distribution says what follows. */
    private double[] resolved(int token) {
        double[] row = EndRows.row(masses[token - 1], starts[token] - starts[token - 1]);
        double ended = row[EndRows.END_OF_TOKEN];
        double[] after = EndRows.row(masses[token], 0);
        row[EndRows.END_OF_TOKEN] = 0;
        for (int outcome = 0; outcome < row.length; outcome++) {
            row[outcome] += ended * after[outcome];
        }
        return row;
    }

    private double ends(int token) {
        return EndRows.row(masses[token], starts[token + 1] - starts[token])[EndRows.END_OF_TOKEN];
    }

    private void writePath(int offset, TokenChain chain) {
        if (rows.paths().isKept()) {
            PathLog.Fate fate = offset + 1 == window.text().length ? PathLog.Fate.END_OF_TEXT : PathLog.Fate.GOES_ON;
            rows.paths().set(window.start() + offset, List.of(new PathLog.LivePath(chain, 1, fate)));
        }
    }
}
