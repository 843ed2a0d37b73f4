package org.bytestill.objective.tokenends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.aligned.AlignedDocument;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.LongList;
import org.bytestill.objective.aligned.Piece;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.objective.aligned.Unit;
import org.bytestill.text.TokenEnds;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * The term of {@link TokenEndsObjective}: a unit is a student token, a byte or an end, with the teacher token that it belongs to. Its script is
 * {@code torchscript/bpm.py}, where a teacher token that is known to its last byte goes on as the end.
 */
final class TokenEndsTerm implements AlignedTerm {
    static final String RESIDUAL = "tokenEndsResidual";
    static final String DROPPED = "tokenEndsDropped";
    /** Parts of the index of {@code torchscript/bpm.py}; those of tokens that cross are empty. */
    private static final int PARTS = 20;

    private final TokenPair pair;
    private final TokenTrie trie;
    private final int end;
    private final long[] byteIds;
    private final long[] firstIds;
    private final long[] order;

    TokenEndsTerm(TokenPair pair) {
        this.pair = pair;
        this.trie = pair.teacher().trie();
        this.end = TokenEnds.idIn(pair.student().vocabulary());
        this.byteIds = IntStream.range(0, 256).mapToLong(value -> pair.student().idOf(new byte[] {(byte) value})).toArray();
        this.firstIds = IntStream.range(0, pair.teacherRows()).mapToLong(this::first).toArray();
        this.order = IntStream.range(0, trie.high(TokenTrie.ROOT)).mapToLong(trie::tokenAt).toArray();
    }

    /** What the student reads first of a teacher token: its first byte, or the end of the sequence; else it is residual. */
    private long first(int id) {
        Vocabulary teacher = pair.teacher().vocabulary();
        if (teacher.endsSequence(id)) {
            return pair.hasEnds() ? pair.student().vocabulary().end() : pair.studentRows();
        }
        byte[] bytes = teacher.bytesOf(id);
        return bytes.length == 0 ? pair.studentRows() : byteIds[bytes[0] & 0xFF];
    }

    /** Where a student token stands: in a teacher token of whose bytes some are before it; none where the two do not end together. */
    private record Place(int teacher, int known) {
        private static final Place NONE = new Place(-1, 0);
    }

    private Place place(AlignedDocument document, int token) {
        TokenizedDocument student = document.student();
        TokenizedDocument teacher = document.teacher();
        int texts = teacher.tokens() - (teacher.isEnded() ? 1 : 0);
        if (student.isEndOfText(token) && student.ids()[token] != end) {
            return teacher.isEnded() ? new Place(teacher.tokens() - 1, 0) : Place.NONE;
        }
        int offset = student.starts()[token];
        int found = Arrays.binarySearch(teacher.starts(), 0, texts + 1, offset);
        if (student.ids()[token] == end) {
            return found > 0 ? new Place(found - 1, offset - teacher.starts()[found - 1]) : Place.NONE;
        }
        int at = found >= 0 ? found : -found - 2;
        return student.special().get(token) || teacher.special().get(at) ? Place.NONE : new Place(at, offset - teacher.starts()[at]);
    }

    @Override
    public List<Unit> units(int number, AlignedDocument document) {
        int firstWithRow = document.teacher().beginOr(pair.teacher().vocabulary().beginOfSequence()) < 0 ? 1 : 0;
        List<Unit> units = new ArrayList<>();
        for (int token : document.tokens()) {
            Place place = place(document, token);
            units.add(place.teacher() < firstWithRow ? Unit.alone(number, token)
                    : new Unit(number, token, token + 1, place.teacher(), place.teacher() + 1, true, false));
        }
        return units;
    }

    @Override
    public List<Tensor> tables(Scope owner) {
        return List.of(owner.of(firstIds, firstIds.length), owner.of(order, order.length));
    }

    @Override
    public List<Tensor> index(Scope owner, Piece piece) {
        Index index = new Index();
        for (int row = 0; row < piece.units().size(); row++) {
            Unit unit = piece.units().get(row);
            if (unit.counts()) {
                index.add(row, piece, unit);
            }
        }
        return Arrays.stream(index.parts).map(part -> part.tensor(owner)).toList();
    }

    /** The rows of a piece, by the numbers that {@code torchscript/bpm.py} gives its index. */
    private final class Index {
        private final LongList[] parts = IntStream.range(0, PARTS).mapToObj(i -> new LongList()).toArray(LongList[]::new);
        private final Map<Long, Integer> masses = new HashMap<>();
        private final Map<Integer, Integer> tables = new HashMap<>();

        void add(int row, Piece piece, Unit unit) {
            int at = parts[0].size();
            parts[0].add(row);
            AlignedDocument document = piece.document(unit);
            Place place = place(document, unit.studentBegin());
            int teacherRow = piece.teacherRow(unit.document(), place.teacher());
            if (place.known() == 0) {
                parts[1].add(at);
                parts[2].add(teacherRow);
                return;
            }
            int begin = document.teacher().starts()[place.teacher()];
            int node = TokenTrie.ROOT;
            for (int offset = begin; offset < begin + place.known(); offset++) {
                node = trie.child(node, document.student().bytes()[offset]);
            }
            inside(at, teacherRow, node, place.known());
        }

        private void inside(int at, int teacherRow, int node, int known) {
            parts[6].add(at);
            parts[7].add(teacherRow);
            parts[8].add(masses.computeIfAbsent((long) teacherRow << 32 | node, mass -> {
                parts[3].add(teacherRow);
                parts[4].add(trie.low(node));
                parts[5].add(trie.high(node));
                return masses.size();
            }));
            parts[9].add(trie.low(node));
            parts[10].add(trie.high(node));
            parts[11].add(tables.computeIfAbsent(node, below -> {
                int begin = parts[12].size();
                IntStream.range(trie.low(node), trie.high(node)).forEach(position -> parts[12].add(next(trie.tokenAt(position), known)));
                return begin;
            }));
        }
    }

    /** What follows the known bytes of a teacher token: its next byte, or that it ends. */
    private long next(int id, int known) {
        byte[] bytes = pair.teacher().vocabulary().bytesOf(id);
        return bytes.length == known ? end : byteIds[bytes[known] & 0xFF];
    }

    @Override
    public double[] options() {
        return new double[0];
    }

    @Override
    public List<String> extras() {
        return List.of(RESIDUAL, DROPPED);
    }
}
