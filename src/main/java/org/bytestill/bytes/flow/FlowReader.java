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

/**
 * Token-level mass at single bytes of texts that were read with their paths kept. Rows of tokens are large, so a reading lets
 * them go; here those of the paths at one byte are computed again. Keys and values of every context stay in one tree, in which
 * a context is found by its tokens, whichever reading it comes from: a step to the next byte costs the few contexts that are
 * new there, and so does a text that was edited, behind what it shares with the text before. Used by one thread at a time.
 */
public final class FlowReader implements AutoCloseable {
    /** Contexts kept before the tree is begun anew: some hundred MiB for a small real model. */
    private static final int MOST_CONTEXTS = 4096;
    /** As many are kept however little memory there is. */
    private static final int FEWEST_CONTEXTS = 256;
    /** Rows kept; a row of a large vocabulary takes 1 MiB. */
    private static final int ROWS_KEPT = 48;

    private final TokenModel model;
    private final int mostContexts;
    private final Map<Boolean, ByteOutcomes> outcomes = new HashMap<>();
    private final Map<TokenChain, Place> places = new IdentityHashMap<>();
    private final Map<Place, float[]> rows = new LinkedHashMap<>(64, 0.75f, true);
    private Place start;
    private TokenModel.Contexts tree;

    /** A context by its tokens; {@code number} is that of its node in the tree, or -1 if it has none. */
    private static final class Place {
        private final Place before;
        private final int token;
        private final Map<Integer, Place> next = new HashMap<>(4);
        private int number = -1;

        Place(Place before, int token) {
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
     * @param memoryBytes about the most memory for keys and values; some contexts are kept however little it is
     */
    public FlowReader(TokenModel model, long memoryBytes) {
        this.model = model;
        mostContexts = (int) Math.max(FEWEST_CONTEXTS, Math.min(MOST_CONTEXTS, memoryBytes / Math.max(1, model.bytesPerContext())));
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
        List<float[]> tokenRows = rowsOf(paths.stream().map(PathLog.LivePath::chain).toList());
        return new FlowBuilder(meaning, model.tokenizer().vocabulary(), text, position, paths, tokenRows)
                .build(reading.belowThreshold(position), reading.beyondWidth(position));
    }

    private List<float[]> rowsOf(List<TokenChain> chains) {
        List<Place> wanted = chains.stream().map(this::placeOf).toList();
        Set<Place> asked = unknownOf(wanted);
        if (tree != null && tree.size() + asked.size() > Math.max(mostContexts, 2 * longest(wanted))) {
            // A context longer than all that is kept has a tree of its own, until that is twice as large.
            forget();
            wanted = chains.stream().map(this::placeOf).toList();
            asked = unknownOf(wanted);
        }
        Map<Place, float[]> found = new HashMap<>();
        wanted.forEach(place -> found.put(place, rows.get(place)));
        if (!asked.isEmpty()) {
            evaluate(List.copyOf(asked), found);
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

    /** What must be asked for these rows, parents first: contexts whose row is gone, and parents that have no keys and values. */
    private Set<Place> unknownOf(List<Place> wanted) {
        Set<Place> unknown = new LinkedHashSet<>();
        for (Place place : wanted) {
            Deque<Place> path = new ArrayDeque<>();
            for (Place at = place; at != null && !unknown.contains(at) && (at == place ? !rows.containsKey(at) : at.number < 0); at = at.before) {
                path.push(at);
            }
            unknown.addAll(path);
        }
        return unknown;
    }

    private Place placeOf(TokenChain chain) {
        if (places.size() > 2 * MOST_CONTEXTS) {
            places.clear(); // they are found again by their tokens
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

    private Place next(Place before, int token) {
        if (before != null) {
            return before.next.computeIfAbsent(token, any -> new Place(before, token));
        }
        if (start == null) {
            start = new Place(null, token);
        } else if (start.token != token) {
            forget();
            return next(null, token);
        }
        return start;
    }

    private void evaluate(List<Place> asked, Map<Place, float[]> found) {
        if (tree == null) {
            tree = model.newContexts();
        }
        List<TokenModel.Query> queries = new ArrayList<>();
        for (Place place : asked) {
            // A tree has one start, asked for once: its row is kept.
            boolean isWanted = place == start || found.containsKey(place);
            queries.add(new TokenModel.Query(tree, place.before == null ? -1 : place.before.number, place.token, isWanted));
            place.number = tree.size() + queries.size() - 1;
        }
        try {
            model.evaluate(queries, (query, row) -> found.put(asked.get(query), row.clone()));
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
        rows.putAll(found);
        rows.keySet().removeAll(rows.keySet().stream().filter(place -> place != start).limit(Math.max(0, rows.size() - ROWS_KEPT)).toList());
    }

    private void forget() {
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
        forget();
    }
}
