package org.bytestill.objective.bpm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.objective.aligned.AlignedDocument;
import org.bytestill.objective.aligned.LongList;
import org.bytestill.objective.aligned.Piece;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.objective.aligned.Unit;
import org.bytestill.text.TokenTrie;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The rows of a piece as {@code torchscript/bpm.py} takes them; the numbers are those of its index. */
final class BpmIndex {
    private static final int PARTS = 20;

    private final TokenPair pair;
    private final PrefixIds prefixes;
    private final Piece piece;
    private final TokenTrie trie;
    private final LongList[] parts = IntStream.range(0, PARTS).mapToObj(i -> new LongList()).toArray(LongList[]::new);
    private final Map<Mass, Integer> masses = new HashMap<>();
    private final Map<Long, Integer> tables = new HashMap<>();

    BpmIndex(TokenPair pair, PrefixIds prefixes, Piece piece) {
        this.pair = pair;
        this.prefixes = prefixes;
        this.piece = piece;
        this.trie = pair.teacher().trie();
    }

    /** The mass of a span of the byte-lexicographic order in a row. */
    private record Mass(int row, int low, int high) {}

    /** Adds a student token, row {@code row} of the piece. */
    void add(int row, Unit unit, TokenPlace place) {
        int at = parts[0].size();
        parts[0].add(row);
        int teacherRow = piece.teacherRow(unit.document(), place.teacher());
        byte[] text = piece.document(unit).student().bytes();
        if (place.known() == 0) {
            parts[1].add(at);
            parts[2].add(teacherRow);
        } else {
            inside(at, teacherRow, node(text, place.offset() - place.known(), place.offset()), place);
        }
        if (!place.crossing().isEmpty()) {
            crossing(at, unit, place);
        }
    }

    private int node(byte[] text, int begin, int end) {
        int node = TokenTrie.ROOT;
        for (int i = begin; i < end; i++) {
            node = trie.child(node, text[i]);
        }
        return node;
    }

    private void inside(int at, int teacherRow, int node, TokenPlace place) {
        int reach = place.end() - place.offset();
        parts[6].add(at);
        parts[7].add(teacherRow);
        parts[8].add(mass(teacherRow, trie.low(node), trie.high(node)));
        parts[9].add(trie.low(node));
        parts[10].add(trie.high(node));
        parts[11].add(tables.computeIfAbsent((long) node << 32 | reach, key -> {
            int begin = parts[12].size();
            parts[12].addAll(prefixes.below(node, place.known(), reach));
            return begin;
        }));
    }

    private int mass(int row, int low, int high) {
        return masses.computeIfAbsent(new Mass(row, low, high), mass -> {
            parts[3].add(row);
            parts[4].add(low);
            parts[5].add(high);
            return masses.size();
        });
    }

    /** The crossing tokens of a place: each is the product of the masses along the text's own path, a lower bound. */
    private void crossing(int at, Unit unit, TokenPlace place) {
        byte[] token = teacherToken(piece.document(unit), place.teacher());
        int first = parts[15].size();
        move(at, prefixes.of(token, place.known(), Integer.MAX_VALUE), first, -1);
        for (int i = 0; i < place.crossing().size(); i++) {
            product(at, unit, place, place.crossing().get(i).end());
            move(at, place.crossing().get(i).id(), first + i, 1);
            if (i + 1 < place.crossing().size()) {
                move(at, place.crossing().get(i).id(), first + i + 1, -1);
            }
        }
    }

    private void move(int at, long id, int product, int sign) {
        parts[16].add(at);
        parts[17].add(id);
        parts[18].add(product);
        parts[19].add(sign);
    }

    /** The teacher's own token, further tokens wholly inside, and of the last one its beginning. */
    private void product(int at, Unit unit, TokenPlace place, int end) {
        AlignedDocument document = piece.document(unit);
        int[] starts = document.teacher().starts();
        int number = parts[15].size();
        parts[15].add(at);
        int token = place.teacher();
        for (; starts[token + 1] < end; token++) {
            factor(number, unit, token, node(document.student().bytes(), starts[token], starts[token + 1]), true);
        }
        factor(number, unit, token, node(document.student().bytes(), starts[token], end), false);
    }

    private void factor(int product, Unit unit, int token, int node, boolean exact) {
        parts[13].add(product);
        parts[14].add(mass(piece.teacherRow(unit.document(), token), trie.low(node), exact ? trie.endsHigh(node) : trie.high(node)));
    }

    private byte[] teacherToken(AlignedDocument document, int token) {
        return pair.teacher().vocabulary().bytesOf(document.teacher().ids()[token]);
    }

    List<Tensor> tensors(Scope owner) {
        return Stream.of(parts).map(part -> part.tensor(owner)).toList();
    }
}
