package org.bytestill.bytes.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.TokenChain;
import org.bytestill.bytes.TokenModel;
import org.jspecify.annotations.Nullable;

/**
 * Computes the {@link MassFlow} at single bytes of texts that were read with their paths kept. Next-token distributions are
 * large, so a reader releases them; this class computes those of the paths at one byte again. One tree with a key/value cache
 * holds the contexts of all texts, identified by their tokens. So a step to the next byte costs only the few contexts that are
 * new there, and an edited text only those after the unchanged beginning. Used by one thread at a time.
 */
public final class FlowReader implements AutoCloseable {
    /** Contexts kept before the tree is cleared: some hundred MiB for a small real model. */
    private static final int MOST_CONTEXTS = 4096;
    /** Contexts kept even if there is little memory. */
    private static final int FEWEST_CONTEXTS = 256;
    /** Next-token distributions kept; one of a large vocabulary takes 1 MiB. */
    private static final int ROWS_KEPT = 48;

    private final TokenModel model;
    private final int mostContexts;
    private final Map<Boolean, ByteOutcomes> outcomes = new HashMap<>();
    private final Map<TokenChain, Place> places = new IdentityHashMap<>();
    private final Map<Place, float[]> rows = new LinkedHashMap<>(64, 0.75f, true);
    private @Nullable Place start;
    private TokenModel.@Nullable Contexts tree;

    /** A context identified by its tokens; {@code number} is the number of its node in the tree, or -1 without a node. */
    private static final class Place {
        private final @Nullable Place before;
        private final int token;
        private final Map<Integer, Place> next = new HashMap<>(4);
        private int number = -1;

        Place(@Nullable Place before, int token) {
            this.before = before;
            this.token = token;
        }
    }

    /** @param model stays the caller's, who closes it after this */
    public FlowReader(TokenModel model) {
        this(model, Long.MAX_VALUE);
    }

    /**
     * @param model       stays the caller's, who closes it after this
     * @param memoryBytes approximate limit of the memory for keys and values; a minimum of contexts is kept anyway
     */
    public FlowReader(TokenModel model, long memoryBytes) {
        this.model = model;
        mostContexts = (int) Math.max(FEWEST_CONTEXTS, Math.min(MOST_CONTEXTS, memoryBytes / Math.max(1, model.bytesPerContext())));
    }

    /**
     * The mass flow at a byte.
     *
     * @param reading        the text's next-byte distributions by this model, with their paths
     * @param position       offset of the byte
     * @param specialsAsText as in the settings of the reading
     */
    public MassFlow at(byte[] text, ByteRows reading, int position, boolean specialsAsText) {
        ByteOutcomes meaning = outcomes.computeIfAbsent(specialsAsText, asText -> ByteOutcomes.of(model, asText));
        List<PathLog.LivePath> paths = reading.paths().at(position);
        List<float[]> tokenRows = rowsOf(paths.stream().map(PathLog.LivePath::chain).toList());
        return new FlowBuilder(meaning, model.tokenizer().vocabulary(), text, position, paths, tokenRows)
                .build(reading.belowThreshold(position), reading.beyondWidth(position));
    }

    private List<float[]> rowsOf(List<TokenChain> chains) {
        List<Place> wanted = chains.stream().map(this::placeOf).toList();
        Set<Place> requested = missingOf(wanted);
        if (tree != null && tree.size() + requested.size() > Math.max(mostContexts, 2 * longest(wanted))) {
            // A context longer than the limit gets a tree to itself, until that tree is twice as large.
            clear();
            wanted = chains.stream().map(this::placeOf).toList();
            requested = missingOf(wanted);
        }
        Map<Place, float[]> found = new HashMap<>();
        wanted.forEach(place -> found.put(place, rows.get(place)));
        if (!requested.isEmpty()) {
            evaluate(List.copyOf(requested), found);
        }
        return wanted.stream().map(found::get).toList();
    }

    private static int longest(List<Place> places) {
        int longest = 0;
        for (Place place : places) {
            int length = 0;
            for (Place at = place; at != null; at = at.before) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /**
     * Contexts to evaluate for the wanted distributions, parents first: those whose distribution is not kept, and their
     * ancestors without keys and values.
     */
    private Set<Place> missingOf(List<Place> wanted) {
        Set<Place> unknown = new LinkedHashSet<>();
        for (Place place : wanted) {
            Deque<Place> path = new ArrayDeque<>();
            for (Place at = place; at != null && !unknown.contains(at) && (at == place ? !rows.containsKey(at) : at.number < 0);
                    at = at.before) {
                path.push(at);
            }
            unknown.addAll(path);
        }
        return unknown;
    }

    private Place placeOf(TokenChain chain) {
        if (places.size() > 2 * MOST_CONTEXTS) {
            places.clear(); // contexts are found again by their tokens
        }
        Deque<TokenChain> unknown = new ArrayDeque<>();
        TokenChain at = chain;
        while (at != null && !places.containsKey(at)) {
            unknown.push(at);
            at = at.before();
        }
        Place place = at == null ? null : places.get(at);
        for (TokenChain next : unknown) {
            place = next(place, next.token());
            places.put(next, place);
        }
        return place;
    }

    private Place next(@Nullable Place before, int token) {
        if (before != null) {
            return before.next.computeIfAbsent(token, any -> new Place(before, token));
        }
        if (start == null) {
            start = new Place(null, token);
        } else if (start.token != token) {
            clear();
            return next(null, token);
        }
        return start;
    }

    private void evaluate(List<Place> requested, Map<Place, float[]> found) {
        if (tree == null) {
            tree = model.newContexts();
        }
        List<TokenModel.Query> queries = new ArrayList<>();
        for (Place place : requested) {
            // A tree has one start node, evaluated once: its distribution is kept.
            boolean isWanted = place == start || found.containsKey(place);
            queries.add(new TokenModel.Query(tree, place.before == null ? -1 : place.before.number, place.token, isWanted));
            place.number = tree.size() + queries.size() - 1;
        }
        try {
            model.evaluate(queries, (query, row) -> found.put(requested.get(query), row.clone()));
        } catch (RuntimeException e) {
            clear();
            throw e;
        }
        rows.putAll(found);
        rows.keySet()
                .removeAll(rows.keySet().stream().filter(place -> place != start).limit(Math.max(0, rows.size() - ROWS_KEPT)).toList());
    }

    private void clear() {
        if (tree != null) {
            tree.close();
        }
        tree = null;
        start = null;
        places.clear();
        rows.clear();
    }

    @Override
    public void close() {
        clear();
    }
}
