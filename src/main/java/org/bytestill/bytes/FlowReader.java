package org.bytestill.bytes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Token-level mass at single bytes of a text that was read with its paths kept. Rows of tokens are large, so a reading lets
 * them go; here those of the paths at one byte are computed again. Their contexts stay in a tree of keys and values: a step to
 * the next byte costs the few contexts that are new there. Used by one thread at a time.
 */
public final class FlowReader implements AutoCloseable {
    /** Contexts kept before the tree is begun anew: some hundred MiB for a small real model. */
    private static final int MOST_CONTEXTS = 4096;
    /** Rows kept; a row of a large vocabulary takes 1 MiB. */
    private static final int ROWS_KEPT = 48;

    private final TokenModel model;
    private final Map<Boolean, ByteOutcomes> outcomes = new HashMap<>();
    private final Map<TokenChain, Integer> numbers = new IdentityHashMap<>();
    private final Map<TokenChain, float[]> rows = new LinkedHashMap<>(64, 0.75f, true);
    private TokenChain start;
    private TokenModel.Contexts tree;

    /** @param model stays the caller's, who closes it after this */
    public FlowReader(TokenModel model) {
        this.model = model;
    }

    /**
     * The flow at a byte.
     *
     * @param reading        the text's rows by this model, with their paths
     * @param position       offset of the byte
     * @param specialsAsText as in the settings of the reading
     */
    public MassFlow at(byte[] text, ByteRows reading, int position, boolean specialsAsText) {
        ByteOutcomes meaning = outcomes.computeIfAbsent(specialsAsText, asText -> ByteOutcomes.of(model, asText));
        List<PathLog.LivePath> paths = reading.paths().at(position);
        List<float[]> tokenRows = rowsOf(paths);
        return new FlowBuilder(meaning, model.tokenizer().vocabulary(), text, position, paths, tokenRows)
                .build(reading.belowThreshold(position), reading.beyondWidth(position));
    }

    private List<float[]> rowsOf(List<PathLog.LivePath> paths) {
        List<TokenChain> missing = paths.stream().map(PathLog.LivePath::chain).filter(chain -> !rows.containsKey(chain)).toList();
        Map<TokenChain, float[]> found = new IdentityHashMap<>();
        paths.forEach(path -> found.put(path.chain(), rows.get(path.chain())));
        if (!missing.isEmpty()) {
            evaluate(missing, found);
        }
        return paths.stream().map(path -> found.get(path.chain())).toList();
    }

    private void evaluate(List<TokenChain> wanted, Map<TokenChain, float[]> found) {
        useTreeFor(wanted);
        Set<TokenChain> open = Collections.newSetFromMap(new IdentityHashMap<>());
        open.addAll(wanted);
        List<TokenModel.Ask> asks = new ArrayList<>();
        Map<Integer, TokenChain> wantedAt = new HashMap<>();
        for (TokenChain chain : wanted) {
            for (TokenChain next : open.contains(chain) ? unknownUpTo(chain) : List.<TokenChain>of()) {
                if (open.remove(next)) {
                    wantedAt.put(asks.size(), next);
                }
                asks.add(new TokenModel.Ask(tree, next.before() == null ? -1 : numbers.get(next.before()), next.token()));
                numbers.put(next, tree.size() + asks.size() - 1);
            }
        }
        try {
            model.evaluate(asks, (ask, row) -> {
                TokenChain chain = wantedAt.get(ask);
                if (chain != null) {
                    found.put(chain, row.clone());
                    rows.put(chain, found.get(chain));
                }
            });
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
        rows.keySet().removeAll(rows.keySet().stream().limit(Math.max(0, rows.size() - ROWS_KEPT)).toList());
    }

    /** What must be asked for a chain's row, parents first: itself, though its keys and values may be there, and parents that are not. */
    private Deque<TokenChain> unknownUpTo(TokenChain chain) {
        Deque<TokenChain> unknown = new ArrayDeque<>();
        for (TokenChain at = chain; at != null && (at == chain || !numbers.containsKey(at)); at = at.before()) {
            unknown.push(at);
        }
        return unknown;
    }

    /** A tree has one start, asked for once. Another text or window, a start whose row is gone, a tree grown too large begin anew. */
    private void useTreeFor(List<TokenChain> wanted) {
        TokenChain first = wanted.get(0);
        int length = 1;
        while (first.before() != null) {
            first = first.before();
            length++;
        }
        boolean isFull = tree != null && tree.size() > length && tree.size() + length > MOST_CONTEXTS;
        if (first != start || isFull || wanted.contains(first)) {
            forget();
            start = first;
            tree = model.newContexts();
        }
    }

    private void forget() {
        if (tree != null) {
            tree.close();
        }
        tree = null;
        start = null;
        numbers.clear();
        rows.clear();
    }

    @Override
    public void close() {
        forget();
    }
}
