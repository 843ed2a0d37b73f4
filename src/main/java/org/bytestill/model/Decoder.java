package org.bytestill.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptCall;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * Inference with a decoder: next-token distributions of whole sequences, or position by position over a growing tree of contexts, with a
 * key/value cache and tree attention.
 *
 * <p>Used by one thread at a time, which has called {@link org.bytestill.torch.TorchThread#prepare}.
 */
public final class Decoder implements AutoCloseable {
    /** Rows of the vocabulary computed at once, so that no (positions, vocabulary) block of a long text is held. */
    private static final int ROWS_AT_ONCE = 64;
    /** Picking keys out costs as much as reading them; below so many positions, or where most are needed, all are multiplied with. */
    private static final int PICKED_FROM = 512;
    private static final double WORTH_PICKING = 0.75;
    /** Positions of one padded batch when whole sequences are scored. */
    private static final int SCORED_POSITIONS_AT_ONCE = 4096;

    private final Architecture architecture;
    private final ModelConfig config;
    private final Weights weights;
    private final boolean ownsWeights;
    private final Script script;
    private final Scope scope;
    private final Tensor frequencies;
    private final Tensor causal;
    /** True if some layers have sliding-window attention, so that the script needs the places in the text. */
    private final boolean slides;
    private final List<Rope> ropes;

    private Decoder(Weights weights, boolean ownsWeights) {
        this.architecture = weights.architecture();
        this.config = architecture.config();
        this.weights = weights;
        this.ownsWeights = ownsWeights;
        this.script = new Script(architecture.script());
        this.scope = Scope.open("decoder", weights.device());
        float[] rotation = architecture.rotaryFrequencies();
        this.frequencies = scope.of(rotation, rotation.length);
        this.causal = scope.of(new byte[0], 0);
        this.ropes = architecture.ropes();
        this.slides = architecture.slides();
    }

    /**
     * Opens a Hugging Face folder, or an adapter's, which is merged into its base.
     *
     * @param dtype number format of weights and activations: float32 or bfloat16
     * @throws org.bytestill.problem.UserError naming file and cure if the folder is not a loadable model
     */
    public static Decoder open(Path folder, Dtype dtype, Device device) {
        return new Decoder(Weights.mapped(Checkpoint.open(folder), dtype, device), true);
    }

    /** Opens an adapter beside its base, as it was trained; what it is merged into must agree with it. */
    public static Decoder openUnmerged(Path folder, Dtype dtype, Device device) {
        return new Decoder(Weights.unmerged(Checkpoint.open(folder), dtype, device), true);
    }

    /** Computes in float32 with weights that were rounded to a narrower format: float16 ends where activations may go on. */
    public static Decoder openRounded(Path folder, Dtype rounded, Device device) {
        return new Decoder(Weights.rounded(Checkpoint.open(folder), rounded, device), true);
    }

    /** Over weights that the caller owns and may change between calls. */
    public static Decoder sharing(Weights weights) {
        return new Decoder(weights, false);
    }

    public Architecture architecture() {
        return architecture;
    }

    public ModelConfig config() {
        return config;
    }

    public Device device() {
        return weights.device();
    }

    /** Memory of the keys and values of one position, in bytes. */
    public long bytesPerPosition() {
        return 2L * config.layers() * config.keyValueWidth() * weights.tensors().tensors().get(0).dtype().bytes();
    }

    /** A new, empty document. The caller closes it. */
    public KvCache newCache() {
        return new KvCache(weights.device());
    }

    /**
     * Texts that grow together, token by token. The caller closes it, and uses it while the weights stay as they are.
     *
     * @param texts token ids, each at least one long
     */
    public DecodingBatch newBatch(List<int[]> texts) {
        return new DecodingBatch(script, weights, frequencies, ropes, texts);
    }

    /** Scoring of tokens after trees of contexts; for as long as the decoder is open. */
    public TreeScoring scoring() {
        return new TreeScoring(script, weights, frequencies, scope);
    }

    /** Whether a text of so many positions turns otherwise than a shorter one (LongRoPE), so that the two share no beginning. */
    public boolean turnsOtherwise(int positions) {
        return ropes.stream().anyMatch(rope -> rope.farFrequencies() != null && positions > rope.farFrom());
    }

    /**
     * Positions to add to one document.
     *
     * @param cache   the document
     * @param tokens  token of each new position
     * @param parents number of the position each follows, -1 for the start; may be one added by this extension
     * @param wanted  for each whether its next-token distribution is returned; the others cost no product with the vocabulary
     */
    public record Extension(KvCache cache, int[] tokens, int[] parents, boolean[] wanted) {
        /** All distributions are returned. */
        public Extension(KvCache cache, int[] tokens, int[] parents) {
            this(cache, tokens, parents, allOf(tokens.length));
        }

        private static boolean[] allOf(int positions) {
            boolean[] all = new boolean[positions];
            Arrays.fill(all, true);
            return all;
        }
    }

    /** Takes the wanted next-token distributions of new positions, one call each, in order of extensions and positions. */
    @FunctionalInterface
    public interface RowSink {
        /** @param probabilities over the embedding's rows; only valid during the call */
        void accept(int extension, int position, float[] probabilities);
    }

    /** Reads new positions of several documents in one batch. A cache may occur once. */
    public void extend(List<Extension> extensions, RowSink sink) {
        try (Scope batch = scope.inner("extend")) {
            int total = extensions.stream().mapToInt(extension -> extension.tokens().length).sum();
            long[] ids = new long[total];
            float[] positions = new float[total];
            long[] counts = new long[extensions.size()];
            long[] used = new long[extensions.size()];
            List<Tensor> masks = new ArrayList<>();
            List<Tensor> depths = new ArrayList<>();
            List<Tensor> attended = new ArrayList<>();
            Tensor all = batch.of(new long[0], 0);
            int filled = 0;
            for (int d = 0; d < extensions.size(); d++) {
                Extension extension = extensions.get(d);
                KvCache cache = extension.cache();
                int first = cache.size();
                for (int i = 0; i < extension.tokens().length; i++) {
                    cache.add(extension.parents()[i]);
                    ids[filled] = extension.tokens()[i];
                    positions[filled++] = cache.depth(first + i);
                }
                counts[d] = extension.tokens().length;
                used[d] = first;
                reserve(cache, first);
                boolean plain = first == 0 && cache.isChain();
                int[] seen = plain ? new int[0] : keys(cache, first);
                masks.add(plain ? causal : batch.of(cache.attention(first, seen), counts[d], seen.length));
                depths.add(plain || !slides ? causal : batch.of(cache.depths(seen), seen.length));
                attended.add(
                        plain || seen.length == cache.size() ? all : batch.of(Arrays.stream(seen).asLongStream().toArray(), seen.length));
            }
            Tensor hidden = over(script.method("extend"), batch.of(ids, total), batch.of(positions, total)).with("counts", counts)
                    .with("used", used).with("masks", masks).with("depths", depths).with("attended", attended)
                    .with("keys", extensions.stream().map(e -> e.cache().keys()).toList())
                    .with("values", extensions.stream().map(e -> e.cache().values()).toList()).tensor(batch);
            deliver(batch, hidden, extensions, sink);
        }
    }

    /** With what every reading of tokens takes: their ids and places, and the decoder's own. */
    private ScriptCall over(ScriptCall call, Tensor ids, Tensor positions) {
        return call.with("ids", ids).with("positions", positions).with("frequencies", frequencies).with("weights", weights.tensors());
    }

    private ScriptCall overText(ScriptCall call, Tensor ids, Tensor positions, Tensor mask) {
        return over(call, ids, positions).with("mask", mask);
    }

    /**
     * The keys that new positions are multiplied with: all, or, where many positions of the tree are no ancestors of any, those that
     * are. In a long document most have long been left aside by the beam.
     */
    private static int[] keys(KvCache cache, int first) {
        if (cache.size() >= PICKED_FROM) {
            int[] attended = cache.attended(first);
            if (attended.length < WORTH_PICKING * cache.size()) {
                return attended;
            }
        }
        return IntStream.range(0, cache.size()).toArray();
    }

    private void reserve(KvCache cache, int used) {
        if (cache.size() <= cache.capacity()) {
            return;
        }
        int capacity = Math.max(cache.size(), cache.capacity() * 3 / 2);
        if (cache.keys() == null) {
            cache.replace(emptyCache(cache, capacity), emptyCache(cache, capacity), capacity);
        } else {
            cache.replace(grown(cache, cache.keys(), used, capacity), grown(cache, cache.values(), used, capacity), capacity);
        }
    }

    private Tensor emptyCache(KvCache cache, int capacity) {
        Tensor like = weights.tensors().tensors().get(0);
        return script.method("empty_cache").with("capacity", capacity).with("like", like).tensor(cache.scope());
    }

    private Tensor grown(KvCache cache, Tensor keysOrValues, int used, int capacity) {
        return script.method("grown_cache").with("cache", keysOrValues).with("used", used).with("capacity", capacity).tensor(cache.scope());
    }

    private void deliver(Scope batch, Tensor hidden, List<Extension> extensions, RowSink sink) {
        List<Wanted> wanted = wanted(extensions);
        Tensor chosen = hidden;
        if (wanted.size() < hidden.size(0) && !wanted.isEmpty()) {
            chosen = script.method("select_rows").with("hidden", hidden)
                    .with("rows", batch.of(wanted.stream().mapToLong(Wanted::row).toArray(), wanted.size())).tensor(batch);
        }
        float[] row = new float[config.vocabularySize()];
        for (int start = 0; start < wanted.size(); start += ROWS_AT_ONCE) {
            int end = Math.min(wanted.size(), start + ROWS_AT_ONCE);
            try (Scope piece = batch.inner("rows")) {
                FloatBuffer rows = script.method("next_token_probabilities").with("hidden", chosen).with("start", start).with("end", end)
                        .with("weights", weights.tensors()).tensor(piece).bytes().asFloatBuffer();
                for (Wanted at : wanted.subList(start, end)) {
                    rows.get(row);
                    sink.accept(at.extension(), at.position(), row);
                }
            }
        }
    }

    /** A position whose distribution is returned. {@code row} is its place among the new positions of all extensions. */
    private record Wanted(long row, int extension, int position) {}

    private static List<Wanted> wanted(List<Extension> extensions) {
        List<Wanted> wanted = new ArrayList<>();
        long row = 0;
        for (int extension = 0; extension < extensions.size(); extension++) {
            boolean[] isWanted = extensions.get(extension).wanted();
            for (int position = 0; position < isWanted.length; position++, row++) {
                if (isWanted[position]) {
                    wanted.add(new Wanted(row, extension, position));
                }
            }
        }
        return wanted;
    }

    /** The hidden states after the last norm of one sequence, float (positions, hidden), from which heads of any kind predict. */
    public Tensor hiddenStates(Scope results, int[] sequence) {
        try (Scope batch = results.inner("hidden states")) {
            long[] ids = Arrays.stream(sequence).asLongStream().toArray();
            ScriptCall call = script.method("hidden_states_of_one");
            return overText(call, batch.of(ids, 1, ids.length), batch.numbers(ids.length), causal).tensor(results);
        }
    }

    /**
     * Natural-log probability of every token after the first of each sequence, given those before it.
     *
     * @param sequences token ids, each at least one long
     * @return for sequence s an array of its length - 1
     */
    public List<float[]> tokenLogProbabilities(List<int[]> sequences) {
        List<float[]> scores = new ArrayList<>();
        int start = 0;
        while (start < sequences.size()) {
            int end = start;
            int longest = 0;
            do {
                longest = Math.max(longest, sequences.get(end++).length);
            } while (end < sequences.size() && (end - start + 1) * Math.max(longest, sequences.get(end).length) <= SCORED_POSITIONS_AT_ONCE
                    && isFar(sequences.get(start)) == isFar(sequences.get(end)));
            scores.addAll(scored(sequences.subList(start, end), longest));
            start = end;
        }
        return scores;
    }

    /** True if the text has other rotary frequencies than a short one: both in one batch would share theirs. */
    private boolean isFar(int[] sequence) {
        return turnsOtherwise(sequence.length);
    }

    private List<float[]> scored(List<int[]> sequences, int longest) {
        long[] ids = new long[sequences.size() * longest];
        List<Long> rows = new ArrayList<>();
        List<Long> next = new ArrayList<>();
        for (int s = 0; s < sequences.size(); s++) {
            int[] sequence = sequences.get(s);
            for (int i = 0; i < sequence.length; i++) {
                ids[s * longest + i] = sequence[i];
                if (i + 1 < sequence.length) {
                    rows.add((long) s * longest + i);
                    next.add((long) sequence[i + 1]);
                }
            }
        }
        float[] flat = new float[0];
        if (!rows.isEmpty()) {
            try (Scope batch = scope.inner("score")) {
                ScriptCall call = script.method("token_log_probabilities").with("places", batch.of(array(rows), rows.size()))
                        .with("tokens", batch.of(array(next), next.size()));
                flat = overText(call, batch.of(ids, sequences.size(), longest), batch.numbers(longest), causal).tensor(batch).toFloats();
            }
        }
        List<float[]> scores = new ArrayList<>();
        int from = 0;
        for (int[] sequence : sequences) {
            int count = Math.max(0, sequence.length - 1);
            scores.add(Arrays.copyOfRange(flat, from, from + count));
            from += count;
        }
        return scores;
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Logits of every position.
     *
     * @param ids           token ids (batch, positions)
     * @param attentionMask 1 where a position is real, 0 where it is padding; same shape
     * @return float32 (batch x positions x embedding rows), row-major
     */
    public float[] logits(long[][] ids, long[][] attentionMask) {
        try (Scope batch = scope.inner("logits")) {
            ScriptCall call = script.method("logits");
            return overText(call, ids(batch, ids), batch.numbers(ids[0].length), padded(batch, attentionMask)).tensor(batch).toFloats();
        }
    }

    /**
     * Mean next-token cross-entropy over the real positions, in nats, and its gradient with respect to every weight, or, where
     * there are adapters, to these.
     *
     * @param ids           token ids (batch, positions)
     * @param attentionMask 1 where a position is real
     */
    public LossAndGradients lossAndGradients(long[][] ids, long[][] attentionMask) {
        long[] labels = new long[ids.length * ids[0].length];
        for (int b = 0; b < ids.length; b++) {
            for (int t = 0; t < ids[b].length; t++) {
                labels[b * ids[b].length + t] = attentionMask[b][t] == 1 ? ids[b][t] : -100;
            }
        }
        List<Parameter> parameters = weights.parameters();
        List<Integer> wanted = IntStream.range(0, parameters.size()).filter(i -> weights.lora().isEmpty() || parameters.get(i).adapter())
                .filter(i -> parameters.get(i).elementCount() > 0).boxed().toList();
        List<Tensor> tensors = wanted.stream().map(weights.tensors().tensors()::get).toList();
        tensors.forEach(TensorOps::requireGradient);
        try (Scope batch = scope.inner("loss")) {
            ScriptCall call = script.method("loss_and_gradients").with("labels", batch.of(labels, ids.length, ids[0].length))
                    .with("trained", tensors);
            List<List<
                    Tensor>> lossAndGradients = overText(call, ids(batch, ids), batch.numbers(ids[0].length), padded(batch, attentionMask))
                            .lists(batch);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (int i = 0; i < wanted.size(); i++) {
                gradients.put(parameters.get(wanted.get(i)).name(), lossAndGradients.get(1).get(i).toFloats());
            }
            return new LossAndGradients(lossAndGradients.get(0).get(0).toDouble(), gradients);
        }
    }

    /** A loss in nats per token, and the gradient with respect to each weight, row-major. */
    public record LossAndGradients(double loss, Map<String, float[]> gradients) {}

    private static Tensor ids(Scope batch, long[][] ids) {
        return batch.of(Arrays.stream(ids).flatMapToLong(Arrays::stream).toArray(), ids.length, ids[0].length);
    }

    /** Causal attention to real positions; a padded position attends to itself, so that no row is empty. */
    private Tensor padded(Scope batch, long[][] attentionMask) {
        if (Arrays.stream(attentionMask).flatMapToLong(Arrays::stream).allMatch(real -> real == 1)) {
            return causal;
        }
        int length = attentionMask[0].length;
        byte[] mask = new byte[attentionMask.length * length * length];
        for (int b = 0; b < attentionMask.length; b++) {
            for (int query = 0; query < length; query++) {
                for (int key = 0; key <= query; key++) {
                    mask[(b * length + query) * length + key] = (byte) (key == query ? 1 : attentionMask[b][key]);
                }
            }
        }
        return TensorOps.to(batch, batch.of(mask, attentionMask.length, 1, length, length), Dtype.BOOL);
    }

    @Override
    public void close() {
        scope.close();
        script.close();
        if (ownsWeights) {
            weights.close();
        }
    }
}
