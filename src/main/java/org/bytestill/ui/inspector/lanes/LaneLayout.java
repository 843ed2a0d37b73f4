package org.bytestill.ui.inspector.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PathLog.Fate;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.TokenChain;
import org.bytestill.engine.reading.TokenSpan;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the live token paths (tokenizations) of some bytes to lanes. The canonical tokens are the canonical path; every other run
 * of tokens leaves it, or another lane, where its first token begins, and goes on until its last path dies. Lanes that share bytes
 * lie below each other.
 */
final class LaneLayout {
    /**
     * One token of a lane.
     *
     * @param chain the tokens up to this one
     * @param from  offset of its first byte
     * @param to    offset after its last byte
     */
    record Piece(TokenChain chain, int from, int to) {}

    /**
     * A lane.
     *
     * @param pieces  its tokens that have ended, in order; may be none
     * @param from    offset at which it leaves its parent
     * @param to      offset at which its unfinished token was last alive; the end of its last piece if there is none
     * @param share   its mass where it was heaviest
     * @param fate    what became of it at {@code to}
     * @param parent  row of what it leaves, 0 for the canonical path
     * @param row     1 for the first row below the canonical path
     * @param alive   whether it carries mass at the cursor
     */
    record Lane(List<Piece> pieces, int from, int to, double share, Fate fate, int parent, int row, boolean alive) {}

    /** Bytes at both sides of a lane that belong to it: to the left its share, to the right its cross and its reason. */
    record Margins(int left, int right) {}

    private static final class Life {
        private int first;
        private int last;
        private double share;
        private Fate fate;
    }

    private static final class Draft {
        private final List<Piece> pieces = new ArrayList<>();
        private final Draft parent;
        private final int from;
        private int to;
        private double share;
        private Fate fate = Fate.GOES_ON;
        private boolean alive;
        private int row;

        private Draft(Draft parent, int from) {
            this.parent = parent;
            this.from = from;
            this.to = from;
        }
    }

    private final PathLog paths;
    private final List<TokenSpan> canonical;
    private final int first;
    private final int end;
    private final int cursor;
    private final Margins margins;
    private final Map<TokenChain, Life> lives = new IdentityHashMap<>();
    private final Map<TokenChain, List<TokenChain>> children = new IdentityHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private int undrawn;

    /**
     * @param canonical the canonical tokens, tiling the text
     * @param first     offset of the first byte in view
     * @param end       offset after the last one
     * @param rows      rows of lanes below the canonical path
     */
    LaneLayout(PathLog paths, List<TokenSpan> canonical, int first, int end, int cursor, int rows, Margins margins) {
        this.paths = paths;
        this.canonical = canonical;
        this.first = first;
        this.end = end;
        this.cursor = cursor;
        this.margins = margins;
        readLives();
        List<TokenChain> roots = new ArrayList<>();
        for (TokenChain chain : lives.keySet()) {
            TokenChain before = chain.before();
            if (before != null && lives.containsKey(before)) {
                children.computeIfAbsent(before, any -> new ArrayList<>()).add(chain);
            } else {
                roots.add(chain);
            }
        }
        children.values().forEach(list -> list.sort(this::heavier));
        roots.sort(this::heavier);
        roots.forEach(root -> draft(root, null));
        assignRows(rows);
    }

    private int heavier(TokenChain a, TokenChain b) {
        int canonical = Boolean.compare(b.isCanonical(), a.isCanonical());
        int share = Double.compare(lives.get(b).share, lives.get(a).share);
        return canonical != 0 ? canonical : share != 0 ? share : Integer.compare(a.token(), b.token());
    }

    private void readLives() {
        for (int row = first; row < end; row++) {
            for (LivePath path : paths.at(row)) {
                Life life = lives.get(path.chain());
                if (life == null) {
                    life = new Life();
                    life.first = row;
                    lives.put(path.chain(), life);
                }
                life.last = row;
                life.share = Math.max(life.share, path.share());
                life.fate = path.fate();
            }
        }
    }

    /** Lays a chain and what follows it; {@code lane} is that of the tokens before it, or null on the canonical path. */
    private void draft(TokenChain chain, @Nullable Draft lane) {
        Draft own = lane;
        if (own == null && !chain.isCanonical()) {
            own = begin(null, chain.before() == null ? first : Math.max(first, chain.before().end()));
        }
        if (own != null) {
            add(own, chain);
        }
        List<TokenChain> next = children.getOrDefault(chain, List.of());
        boolean hasMain = !next.isEmpty() && (own != null || next.get(0).isCanonical());
        for (int index = 0; index < next.size(); index++) {
            boolean main = index == 0 && hasMain;
            draft(next.get(index), main ? own : begin(own, Math.max(first, chain.end())));
        }
        layTail(chain, own, own == null ? canonicalEnd(chain) : hasMain ? next.get(0).end() : -1);
    }

    /** Where the canonical token after a canonical chain ends. */
    private int canonicalEnd(TokenChain chain) {
        return chain.end() < canonical.get(canonical.size() - 1).end() ? canonical.get(TokenSpan.indexAt(canonical, chain.end())).end()
                : end;
    }

    private Draft begin(Draft parent, int from) {
        Draft draft = new Draft(parent, from);
        drafts.add(draft);
        return draft;
    }

    private void add(Draft lane, TokenChain chain) {
        Life life = lives.get(chain);
        int from = chain.before() == null ? first : Math.max(first, chain.before().end());
        if (chain.end() > from) {
            lane.pieces.add(new Piece(chain, from, chain.end()));
        }
        lane.to = Math.max(lane.to, chain.end());
        lane.share = Math.max(lane.share, life.share);
        lane.fate = life.fate;
        lane.alive |= life.first <= cursor && cursor <= life.last;
    }

    /**
     * The partial token after a chain. Where the chain's lane continues with another token, the partial token gets a lane of its
     * own only if it survives longer than that token; otherwise every finished token would add a lane of one byte.
     */
    private void layTail(TokenChain chain, Draft lane, int mainEnd) {
        Life life = lives.get(chain);
        boolean aliveAtCursor = life.first <= cursor && cursor <= life.last;
        int reach = life.fate == Fate.GOES_ON && life.last + 1 == end ? end : life.last;
        Draft tail = lane;
        if (mainEnd >= 0) {
            if (reach <= mainEnd && !(aliveAtCursor && cursor >= mainEnd)) {
                return;
            }
            tail = begin(lane, Math.max(first, chain.end()));
        }
        tail.to = Math.max(tail.to, reach);
        tail.fate = life.fate;
        tail.share = Math.max(tail.share, life.share);
        tail.alive |= aliveAtCursor;
    }

    private void assignRows(int rows) {
        List<Draft> order = new ArrayList<>(drafts);
        order.sort(Comparator.comparing((Draft draft) -> !draft.alive).thenComparingDouble(draft -> -draft.share));
        List<List<Draft>> taken = new ArrayList<>();
        for (Draft draft : order) {
            int row = 0;
            while (row < taken.size() && taken.get(row).stream().anyMatch(other -> overlap(draft, other))) {
                row++;
            }
            if (row >= rows) {
                undrawn++;
                draft.row = -1;
                continue;
            }
            if (row == taken.size()) {
                taken.add(new ArrayList<>());
            }
            taken.get(row).add(draft);
            draft.row = row + 1;
        }
        for (Draft draft : drafts) {
            if (draft.row > 0) {
                int parent = draft.parent == null ? 0 : draft.parent.row;
                lanes.add(new Lane(List.copyOf(draft.pieces), draft.from, draft.to, draft.share, draft.fate, Math.max(0, parent), draft.row,
                        draft.alive));
            }
        }
    }

    private boolean overlap(Draft a, Draft b) {
        return a.from - margins.left() < b.to + margins.right() && b.from - margins.left() < a.to + margins.right();
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** Lanes for which there was no room. */
    int undrawn() {
        return undrawn;
    }
}
