package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.problem.Check;

/**
 * The paper's beam (method 1), for many documents side by side: all of them read as far as rows are there, then the
 * contexts that all of them want are evaluated in one batch. The numbers are those of reading byte by byte.
 *
 * <p>Documents longer than the model's context are read in overlapping windows ({@link ReadingWindow}). Memory: a few
 * kilobytes an evaluated context, and 2 KiB a row. Used by one thread at a time.
 */
public final class BeamReader implements ByteReader {
    /** Measured: a longer look saves few rounds and asks for many rows in vain; a shorter one needs many more rounds. */
    private static final int LOOK_AHEAD_BYTES = 8;
    /** Canonical tokens of documents read side by side: enough to fill batches, few enough for keys and values. */
    private static final int TOKENS_AT_ONCE = 4096;

    private final TokenModel model;
    private final BeamRules rules;
    private final RowEvaluation evaluation;
    private final int lookAhead;
    private final int tokensAtOnce;
    private boolean keepsPaths;

    /** @param model stays the caller's, who closes it */
    public BeamReader(TokenModel model, ConverterSettings settings) {
        this(model, settings, LOOK_AHEAD_BYTES, TOKENS_AT_ONCE);
    }

    private BeamReader(TokenModel model, ConverterSettings settings, int lookAhead, int tokensAtOnce) {
        this.model = model;
        this.rules = new BeamRules(settings, model.contextLimit());
        this.evaluation = new RowEvaluation(model, ByteOutcomes.of(model, settings.specialsAsText()));
        this.lookAhead = lookAhead;
        this.tokensAtOnce = tokensAtOnce;
    }

    /** Reads one document after the other and asks for a row only when the beam cannot go on without it: the oracle of tests. */
    static BeamReader sequential(TokenModel model, ConverterSettings settings) {
        return new BeamReader(model, settings, 0, 1);
    }

    @Override
    public List<ByteRows> read(List<byte[]> documents, ReadProgress progress) {
        List<RowTable> tables = new ArrayList<>();
        List<ReadingWindow> windows = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < documents.size(); i++) {
            Check.that(documents.get(i).length > 0, "Document %d is empty: there is nothing to read.", i);
            tables.add(new RowTable(documents.get(i).length, PathLog.of(documents.get(i).length, keepsPaths), true));
            windows.addAll(ReadingWindow.of(i, documents.get(i), model.tokenizer(), model.contextLimit()));
            total += documents.get(i).length;
        }
        long done = 0;
        int first = 0;
        while (first < windows.size()) {
            int end = first;
            int tokens = 0;
            while (end < windows.size() && (end == first || tokens + windows.get(end).tokens().length <= tokensAtOnce)) {
                tokens += windows.get(end++).tokens().length;
            }
            done += readTogether(windows.subList(first, end), tables, progress, done, total);
            first = end;
        }
        return List.copyOf(tables);
    }

    private long readTogether(List<ReadingWindow> windows, List<RowTable> tables, ReadProgress progress, long before, long total) {
        List<BeamReading> readings = new ArrayList<>();
        try {
            for (ReadingWindow window : windows) {
                readings.add(new BeamReading(rules, model, window, tables.get(window.document()), lookAhead));
            }
            List<BeamReading> active = new ArrayList<>(readings);
            while (!active.isEmpty()) {
                evaluate(active);
                long since = System.nanoTime();
                active.forEach(BeamReading::advance);
                evaluation.walked(System.nanoTime() - since);
                active.removeIf(BeamReading::isDone);
                long rows = readings.stream().mapToLong(BeamReading::rowsDone).sum();
                if (!progress.report(before + rows, total)) {
                    throw new CancellationException("Reading was cancelled.");
                }
            }
            return readings.stream().mapToLong(BeamReading::rowsTotal).sum();
        } finally {
            readings.forEach(BeamReading::close);
        }
    }

    private void evaluate(List<BeamReading> readings) {
        RowEvaluation.Batch batch = new RowEvaluation.Batch();
        for (BeamReading reading : readings) {
            reading.pending().forEach(context -> batch.add(reading.tree(), reading.window().text(), context));
        }
        evaluation.evaluate(batch);
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
