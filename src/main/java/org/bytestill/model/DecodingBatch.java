package org.bytestill.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Texts that grow together, token by token (incremental decoding with a batched key/value cache). They are padded on the left, so that all
 * grow in one column of a contiguous cache; padding is seen by nobody and positions are counted from each text's own start, so that a text
 * gets the same tokens as alone.
 *
 * <p>Beside {@link KvCache}, whose documents are trees and are attended to one by one: here one product serves all texts.
 */
public final class DecodingBatch implements AutoCloseable {
    /** Positions read in one call: bounds the activations and the mask of long prompts. */
    private static final int POSITIONS_AT_ONCE = 4096;
    /** Texts are read together until they have so many positions: more make products no faster, and texts of more lengths more padding. */
    private static final int POSITIONS_WORTH_WHILE = 512;
    private static final int FIRST_COLUMNS = 64;

    private final Script script;
    private final Weights weights;
    private final Tensor frequencies;
    private final List<Rope> ropes;
    private final Scope scope;
    private final PaddedTexts texts;
    private final ColumnCache cache;
    private @Nullable Tensor starts;
    private @Nullable Tensor hidden;
    /** Which tokens each text holds, for the repetition penalty; null until it is asked for. */
    private @Nullable Tensor held;

    /**
     * The next token of each text.
     *
     * @param logProbabilities natural logs of the tokens' probabilities by the model itself, before penalty, temperature and filters
     */
    public record Choice(int[] tokens, float[] logProbabilities) {}

    DecodingBatch(Script script, Weights weights, Tensor frequencies, List<Rope> ropes, List<int[]> prompts) {
        this.script = script;
        this.weights = weights;
        this.frequencies = frequencies;
        this.ropes = ropes;
        this.scope = Scope.open("decoding batch", weights.device());
        this.texts = new PaddedTexts(prompts);
        this.cache = new ColumnCache(script, scope, weights.tensors().tensors().get(0), texts.size(), texts.longest() + FIRST_COLUMNS);
        readAll();
    }

    /** Number of texts. */
    public int size() {
        return texts.size();
    }

    /** Tokens of one text so far. */
    public int length(int text) {
        return texts.length(text);
    }

    /** Reads all texts from their start, in parts of about one length if neighbours are. */
    private void readAll() {
        setStarts();
        List<Tensor> parts = new ArrayList<>();
        try (Scope reading = scope.inner("read all")) {
            for (int first = 0; first < size();) {
                int end = endOfPart(first);
                parts.add(readPart(reading, first, end));
                first = end;
            }
            hidden = replaced(hidden, script.method("joined").with("parts", parts).tensor(scope));
        }
        cache.setUsed(texts.longest());
    }

    private void setStarts() {
        starts = replaced(starts, scope.of(texts.starts(0, size()), size()));
    }

    private static Tensor replaced(@Nullable Tensor old, Tensor by) {
        if (old != null) {
            old.close();
        }
        return by;
    }

    private int endOfPart(int first) {
        int end = first;
        for (int positions = 0; end < size() && positions < POSITIONS_WORTH_WHILE; end++) {
            positions += texts.length(end);
        }
        return end;
    }

    /** The last hidden states of some texts. */
    private Tensor readPart(Scope results, int first, int end) {
        int width = texts.longest(first, end);
        int step = Math.max(1, POSITIONS_AT_ONCE / (end - first));
        ColumnCache.Layers layers = cache.part(results, first, end, texts.longest() - width);
        Tensor own = results.of(texts.starts(first, end), end - first);
        Tensor states = own;
        for (int column = 0; column < width; column += step) {
            long[] ids = texts.columns(first, end, column, Math.min(width, column + step));
            states = read(results, layers, ids, own, column, width - 1, texts.isPadded(first, end));
        }
        return states;
    }

    /** Reads new columns after {@code used} of a cache; the hidden states of the last one. */
    private Tensor read(Scope results, ColumnCache.Layers layers, long[] ids, Tensor rowStarts, int used, int last, boolean padded) {
        try (Scope call = scope.inner("read")) {
            long rows = rowStarts.size(0);
            return script.method("read_columns").with("ids", call.of(ids, rows, ids.length / rows)).with("starts", rowStarts)
                    .with("used", used).with("last", last).with("padded", padded).with("frequencies", frequencies)
                    .with("weights", weights.tensors()).with("keys", layers.keys()).with("values", layers.values()).tensor(results);
        }
    }

    /**
     * Chooses the next token of each text; the texts do not grow by it.
     *
     * @param draws for each text a number in [0, 1) by which its token is drawn; unused by greedy sampling
     */
    public Choice choose(Sampling sampling, double[] draws) {
        try (Scope call = scope.inner("choose")) {
            Tensor drawn = sampling.isGreedy() ? call.of(new double[0], 0) : call.of(draws, size());
            Tensor penalised = sampling.isPenalised() ? held() : call.of(new byte[0], 0);
            List<List<Tensor>> chosen = script.method("next_tokens").with("hidden", hidden).with("weights", weights.tensors())
                    .with("held", penalised).with("draws", drawn).with("temperature", sampling.temperature())
                    .with("top_k", sampling.topK()).with("top_p", sampling.topP()).with("min_p", sampling.minP())
                    .with("penalty", sampling.repetitionPenalty()).lists(call);
            long[] tokens = new long[size()];
            chosen.get(0).get(0).bytes().asLongBuffer().get(tokens);
            return new Choice(Arrays.stream(tokens).mapToInt(Math::toIntExact).toArray(), chosen.get(1).get(0).toFloats());
        }
    }

    private Tensor held() {
        if (held == null) {
            int width = texts.longest();
            try (Scope call = scope.inner("held")) {
                held = script.method("held_tokens").with("ids", call.of(texts.columns(0, size(), 0, width), size(), width))
                        .with("vocabulary", weights.architecture().config().vocabularySize()).tensor(scope);
            }
        }
        return held;
    }

    /** Appends a token to each text and reads it. */
    public void append(int[] tokens) {
        texts.append(tokens);
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        if (held != null) {
            hold(ids);
        }
        cache.reserve();
        if (turnsOtherwise()) {
            readAll();
        } else {
            int used = cache.used();
            hidden = replaced(hidden, read(scope, cache.all(), ids, starts, used, used, texts.isPadded(0, size())));
            cache.setUsed(used + 1);
        }
    }

    private void hold(long[] ids) {
        try (Scope call = scope.inner("hold")) {
            script.method("hold_tokens").with("held", held).with("ids", call.of(ids, ids.length, 1)).tensor(call);
        }
    }

    /** True if a text has just become so long that all of its positions are rotated by other frequencies (LongRoPE). */
    private boolean turnsOtherwise() {
        return ropes.stream().filter(rope -> rope.farFrequencies() != null)
                .anyMatch(rope -> IntStream.range(0, size()).anyMatch(text -> length(text) == rope.farFrom() + 1));
    }

    /**
     * Goes on with some of the texts; the memory of the others is freed.
     *
     * @param kept numbers of texts, in ascending order; they are counted anew from 0
     */
    public void keep(int[] kept) {
        texts.keep(kept);
        cache.keep(kept, cache.used() - texts.longest());
        setStarts();
        try (Scope call = scope.inner("keep")) {
            Tensor rows = call.of(Arrays.stream(kept).asLongStream().toArray(), kept.length);
            hidden = replaced(hidden, keptRows(hidden, rows));
            held = held == null ? null : replaced(held, keptRows(held, rows));
        }
    }

    private Tensor keptRows(Tensor of, Tensor rows) {
        return script.method("kept_rows").with("x", of).with("kept", rows).tensor(scope);
    }

    @Override
    public void close() {
        scope.close();
    }
}
