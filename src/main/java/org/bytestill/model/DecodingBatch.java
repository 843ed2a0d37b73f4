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
    private static final int FIRST_COLUMNS = 64;

    private final Script script;
    private final Weights weights;
    private final Tensor frequencies;
    private final List<Rope> ropes;
    private final Scope scope;
    /** Token ids of each text; the first {@code lengths} of them count. */
    private int[][] texts;
    private int[] lengths;
    /** One of (texts, key/value heads, capacity, head size) for each layer. */
    private List<Tensor> keys;
    private List<Tensor> values;
    private int capacity;
    /** Columns read so far; all texts end in the last one. */
    private int used;
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
        this.texts = prompts.stream().map(int[]::clone).toArray(int[][]::new);
        this.lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        this.capacity = longest() + FIRST_COLUMNS;
        this.keys = emptyCaches();
        this.values = emptyCaches();
        readAll();
    }

    /** Number of texts. */
    public int size() {
        return texts.length;
    }

    /** Tokens of one text so far. */
    public int length(int text) {
        return lengths[text];
    }

    private int longest() {
        return Arrays.stream(lengths).max().orElseThrow();
    }

    private List<Tensor> emptyCaches() {
        return script.method("empty_columns").with("texts", size()).with("capacity", capacity)
                .with("like", weights.tensors().tensors().get(0))
                .tensors(scope);
    }

    /** Reads all texts from their start. */
    private void readAll() {
        int width = longest();
        setStarts();
        used = 0;
        int step = Math.max(1, POSITIONS_AT_ONCE / size());
        while (used < width) {
            int end = Math.min(width, used + step);
            read(columns(used, end, width), end - used, width - 1);
        }
    }

    /** The first columns of the texts, all of which end in one column. */
    private void setStarts() {
        int width = longest();
        starts = replaced(starts, scope.of(Arrays.stream(lengths).mapToLong(length -> width - length).toArray(), size()));
    }

    /** Columns from begin to end of the texts, whose last tokens stand in column {@code width - 1}; padding is the text's first token. */
    private long[] columns(int begin, int end, int width) {
        long[] ids = new long[size() * (end - begin)];
        int filled = 0;
        for (int text = 0; text < size(); text++) {
            for (int column = begin; column < end; column++) {
                ids[filled++] = texts[text][Math.max(0, column - (width - lengths[text]))];
            }
        }
        return ids;
    }

    private void read(long[] ids, int columns, int last) {
        boolean padded = Arrays.stream(lengths).anyMatch(length -> length != lengths[0]);
        try (Scope call = scope.inner("read")) {
            hidden = replaced(hidden, script.method("read_columns").with("ids", call.of(ids, size(), columns)).with("starts", starts)
                    .with("used", used).with("last", last).with("padded", padded).with("frequencies", frequencies)
                    .with("weights", weights.tensors()).with("keys", keys).with("values", values).tensor(scope));
        }
        used += columns;
    }

    private static Tensor replaced(@Nullable Tensor old, Tensor by) {
        if (old != null) {
            old.close();
        }
        return by;
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
            int width = longest();
            try (Scope call = scope.inner("held")) {
                held = script.method("held_tokens").with("ids", call.of(columns(0, width, width), size(), width))
                        .with("vocabulary", weights.architecture().config().vocabularySize()).tensor(scope);
            }
        }
        return held;
    }

    /** Appends a token to each text and reads it. */
    public void append(int[] tokens) {
        for (int text = 0; text < size(); text++) {
            if (lengths[text] == texts[text].length) {
                texts[text] = Arrays.copyOf(texts[text], texts[text].length * 3 / 2 + 1);
            }
            texts[text][lengths[text]++] = tokens[text];
        }
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        if (held != null) {
            hold(ids);
        }
        if (used == capacity) {
            move(IntStream.range(0, size()).toArray(), 0, capacity * 3 / 2);
        }
        if (turnsOtherwise()) {
            readAll();
        } else {
            read(ids, 1, used);
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
                .anyMatch(rope -> Arrays.stream(lengths).anyMatch(length -> length == rope.farFrom() + 1));
    }

    /**
     * Goes on with some of the texts; the memory of the others is freed.
     *
     * @param kept numbers of texts, in ascending order; they are counted anew from 0
     */
    public void keep(int[] kept) {
        texts = Arrays.stream(kept).mapToObj(text -> texts[text]).toArray(int[][]::new);
        lengths = Arrays.stream(kept).map(text -> lengths[text]).toArray();
        move(kept, used - longest(), capacity);
        try (Scope call = scope.inner("keep")) {
            Tensor rows = rows(call, kept);
            hidden = replaced(hidden, keptRows(hidden, rows));
            held = held == null ? null : replaced(held, keptRows(held, rows));
        }
    }

    private static Tensor rows(Scope call, int[] kept) {
        return call.of(Arrays.stream(kept).asLongStream().toArray(), kept.length);
    }

    private Tensor keptRows(Tensor of, Tensor rows) {
        return script.method("kept_rows").with("x", of).with("kept", rows).tensor(scope);
    }

    /** Moves the caches' columns from {@code begin} on of some texts, layer by layer, so that little is held twice. */
    private void move(int[] kept, int begin, int newCapacity) {
        try (Scope call = scope.inner("move")) {
            Tensor rows = rows(call, kept);
            keys = moved(keys, rows, begin, newCapacity);
            values = moved(values, rows, begin, newCapacity);
        }
        capacity = newCapacity;
        used -= begin;
        setStarts();
    }

    private List<Tensor> moved(List<Tensor> caches, Tensor kept, int begin, int newCapacity) {
        List<Tensor> moved = new ArrayList<>();
        for (Tensor cache : caches) {
            moved.add(script.method("moved_columns").with("cache", cache).with("kept", kept).with("begin", begin).with("end", used)
                    .with("capacity", newCapacity).tensor(scope));
            cache.close();
        }
        return moved;
    }

    @Override
    public void close() {
        scope.close();
    }
}
