package org.bytestill.bytes.beam;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * The paper's beam search (method.md 1.2) over many documents in parallel: each document advances until a distribution is
 * missing, then the contexts that all documents need are evaluated in one batch. The result equals, number for number, that of
 * evaluating one context at a time.
 *
 * <p>Long documents are read in overlapping windows ({@link ReadingWindow}). The memory limit bounds the keys and values of the
 * open context trees; in addition, an evaluated context takes a few kilobytes and a next-byte distribution 2 KiB. The limit
 * changes no number: a window that needs more than that is read alone. Used by one thread at a time.
 */
public final class BeamReader implements ByteReader {
    /** Most documents read in parallel if memory allows; larger batches are not faster. */
    private static final int MOST_AT_ONCE = 64;
    /** Most canonical tokens of these documents together: prefix masses take some kilobytes of Java heap for each context. */
    private static final int MOST_TOKENS_AT_ONCE = 8192;
    /** A growing key/value cache is copied into one half as large again. */
    private static final double ROOM_TO_GROW = 1.5;
    /**
     * Nodes of a context tree for each canonical token: three in prose, more in unusual text. A window is admitted by this
     * estimate; afterwards its real size counts.
     */
    private static final int NODES_PER_TOKEN = 4;

    private final TokenModel model;
    private final BeamParameters parameters;
    private final ByteOutcomes outcomes;
    private final RowEvaluation evaluation;
    private final boolean looksAhead;
    private final int mostAtOnce;
    private final long memoryBytes;
    private boolean keepsPaths;

    /** @param model stays the caller's, who closes it */
    public BeamReader(TokenModel model, ConverterSettings settings) {
        this(model, settings, Long.MAX_VALUE);
    }

    /**
     * @param model       stays the caller's, who closes it
     * @param memoryBytes most memory for keys and values; it decides how many documents are read in parallel
     */
    public BeamReader(TokenModel model, ConverterSettings settings, long memoryBytes) {
        this(model, settings, true, MOST_AT_ONCE, memoryBytes);
    }

    private BeamReader(TokenModel model, ConverterSettings settings, boolean looksAhead, int mostAtOnce, long memoryBytes) {
        this.model = model;
        this.parameters = new BeamParameters(settings, model.contextLimit());
        this.outcomes = ByteOutcomes.of(model, settings.specialsAsText());
        this.evaluation = new RowEvaluation(model, outcomes);
        this.looksAhead = looksAhead;
        this.mostAtOnce = mostAtOnce;
        this.memoryBytes = memoryBytes;
    }

    /**
     * A reader without parallel documents and look-ahead, which evaluates a context only when the beam cannot advance without
     * it: the reference of the tests.
     */
    public static BeamReader sequential(TokenModel model, ConverterSettings settings) {
        return new BeamReader(model, settings, false, 1, Long.MAX_VALUE);
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
        List<RowTable> tables = new ArrayList<>();
        List<ReadingWindow> windows = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < passages.size(); i++) {
            byte[] text = passages.get(i).text();
            Check.argument(text.length > 0, "Document %d is empty: there is nothing to read.", i);
            tables.add(new RowTable(text.length, PathLog.of(text.length, keepsPaths), true));
            windows.addAll(ReadingWindow.of(i, passages.get(i), model.tokenizer(), model.contextLimit()));
            total += text.length;
        }
        readAll(new ArrayDeque<>(windows), tables, progress, total);
        return List.copyOf(tables);
    }

    /** Reads as many windows in parallel as memory allows; when one ends, the next one starts. */
    private void readAll(Deque<ReadingWindow> waiting, List<RowTable> tables, Progress progress, long total) {
        List<BeamReading> active = new ArrayList<>();
        long finished = 0;
        long reported = 0;
        try {
            while (!waiting.isEmpty() || !active.isEmpty()) {
                while (!waiting.isEmpty() && (active.isEmpty() || active.size() < mostAtOnce && fits(active, waiting.peek()))) {
                    ReadingWindow window = waiting.poll();
                    active.add(new BeamReading(parameters, model, window, tables.get(window.document()), looksAhead));
                }
                while (active.size() > 1 && active.stream().mapToDouble(this::bytesWanted).sum() > memoryBytes) {
                    // The window that began last loses the least work; reading it again gives the same numbers.
                    BeamReading last = active.remove(active.size() - 1);
                    waiting.addFirst(last.window());
                    last.close();
                }
                evaluate(active);
                long since = System.nanoTime();
                active.forEach(BeamReading::advance);
                evaluation.walked(System.nanoTime() - since);
                for (BeamReading reading : List.copyOf(active)) {
                    if (reading.isDone()) {
                        finished += reading.rowsTotal();
                        active.remove(reading);
                        reading.close();
                    }
                }
                reported = Math.max(reported, finished + active.stream().mapToLong(BeamReading::rowsDone).sum());
                if (!progress.report(reported, total)) {
                    throw new CancellationException("Reading was cancelled.");
                }
            }
        } finally {
            active.forEach(BeamReading::close);
        }
    }

    private boolean fits(List<BeamReading> active, ReadingWindow next) {
        double expected = expectedBytes(next);
        int tokens = next.tokens().length;
        for (BeamReading reading : active) {
            expected += Math.max(expectedBytes(reading.window()), bytesWanted(reading));
            tokens += reading.window().tokens().length;
        }
        return expected <= memoryBytes && tokens <= MOST_TOKENS_AT_ONCE;
    }

    private double expectedBytes(ReadingWindow window) {
        return ROOM_TO_GROW * NODES_PER_TOKEN * model.bytesPerContext() * (window.tokens().length + 1);
    }

    /** Size in bytes of the keys and values after the evaluation of all pending contexts. */
    private double bytesWanted(BeamReading reading) {
        return Math.max(reading.tree().bytes(),
                ROOM_TO_GROW * model.bytesPerContext() * (reading.tree().size() + reading.pending().size()));
    }

    private void evaluate(List<BeamReading> readings) {
        RowEvaluation.Batch batch = new RowEvaluation.Batch();
        for (BeamReading reading : readings) {
            reading.pending().forEach(context -> batch.add(reading.tree(), reading.window().text(), context, reading.wants(context)));
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
