package org.bytestill.bytes.eot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.RowEvaluation;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenModel;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;

/**
 * Next-byte distributions by the teacher's own tokens, one model evaluation each (method.md 1.6.1): inside a token the bytes, and the outcome
 * that the token ends there ({@link ByteRows#ended}); at the beginning of a token that of the token before is resolved by the next
 * evaluation, which is there anyway. Longer documents are read in windows as by the other readers. Used by one thread at a time.
 */
public final class EotReader implements ByteReader {
    /** Tokens evaluated at once. */
    private static final int MOST_AT_ONCE = 4096;

    private final TokenModel model;
    private final RowEvaluation evaluation;
    private boolean keepsPaths;

    /** @param model stays the caller's, who closes it */
    public EotReader(TokenModel model, ConverterSettings settings) {
        this.model = model;
        this.evaluation = new RowEvaluation(model, ByteOutcomes.of(model, settings.specialsAsText()));
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
        List<RowTable> tables = new ArrayList<>();
        List<TokenReading> waiting = new ArrayList<>();
        Work work = new Work(progress, passages.stream().mapToLong(passage -> passage.text().length).sum());
        for (int i = 0; i < passages.size(); i++) {
            byte[] text = passages.get(i).text();
            Check.argument(text.length > 0, "Document %d is empty: there is nothing to read.", i);
            RowTable rows = new RowTable(text.length, PathLog.of(text.length, keepsPaths), true);
            tables.add(rows);
            for (ReadingWindow window : ReadingWindow.of(i, passages.get(i), model.tokenizer(), model.contextLimit())) {
                boolean ends = passages.get(i).ends() && window.start() + window.text().length == text.length;
                waiting.add(new TokenReading(window, ends ? tokensBefore(window) : window.tokens(), model.tokenizer().vocabulary(), rows));
                if (waiting.stream().mapToInt(TokenReading::rows).sum() >= MOST_AT_ONCE) {
                    read(waiting, work);
                }
            }
        }
        read(waiting, work);
        return List.copyOf(tables);
    }

    /** The tokens of a window whose last byte only holds the place of its end. */
    private int[] tokensBefore(ReadingWindow window) {
        byte[] text = window.text();
        return text.length == 1 ? new int[0] : model.tokenizer().encode(Arrays.copyOf(text, text.length - 1));
    }

    private void read(List<TokenReading> waiting, Work work) {
        long started = System.nanoTime();
        double evaluatedBefore = evaluation.cost().seconds();
        List<TokenModel.Contexts> trees = new ArrayList<>();
        try {
            RowEvaluation.Batch batch = new RowEvaluation.Batch();
            for (TokenReading reading : waiting) {
                trees.add(model.newContexts());
                reading.ask(batch, trees.get(trees.size() - 1));
            }
            evaluation.evaluate(batch);
        } finally {
            trees.forEach(TokenModel.Contexts::close);
        }
        waiting.forEach(TokenReading::write);
        evaluation.walked(System.nanoTime() - started - Math.round(1e9 * (evaluation.cost().seconds() - evaluatedBefore)));
        work.done(waiting.stream().mapToLong(TokenReading::bytes).sum());
        waiting.clear();
    }

    /** Bytes read so far, of all. */
    private static final class Work {
        private final Progress progress;
        private final long total;
        private long done;

        Work(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        void done(long bytes) {
            done += bytes;
            if (!progress.report(done, total)) {
                throw new CancellationException("Reading was cancelled.");
            }
        }
    }

    @Override
    public ByteReader keepPaths() {
        keepsPaths = true;
        return this;
    }

    @Override
    public ReadingCost cost() {
        return evaluation.cost();
    }
}
