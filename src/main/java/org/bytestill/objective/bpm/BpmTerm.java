package org.bytestill.objective.bpm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.objective.aligned.AlignedDocument;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.Group;
import org.bytestill.objective.aligned.Piece;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.objective.aligned.Unit;
import org.bytestill.text.TokenTrie;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The term of {@link BpmObjective}: a unit is a student token, with the teacher's token it begins in and those it may reach into. */
final class BpmTerm implements AlignedTerm {
    static final String RESIDUAL = "bpmResidual";
    static final String DROPPED = "bpmDropped";

    private final TokenPair pair;
    private final boolean crosses;
    private final boolean masksWhitespace;
    private final PrefixIds prefixes;
    private final long[] firstIds;
    private final long[] order;

    /**
     * @param crosses         whether mass is moved to student tokens that reach beyond a teacher token
     * @param masksWhitespace whether student tokens of blanks and tabs alone have no term
     */
    BpmTerm(TokenPair pair, boolean crosses, boolean masksWhitespace) {
        this.pair = pair;
        this.crosses = crosses;
        this.masksWhitespace = masksWhitespace;
        this.prefixes = new PrefixIds(pair);
        this.firstIds = prefixes.ofWholeTokens();
        TokenTrie trie = pair.teacher().trie();
        this.order = IntStream.range(0, trie.high(TokenTrie.ROOT)).mapToLong(trie::tokenAt).toArray();
    }

    @Override
    public List<Unit> units(int number, AlignedDocument document) {
        Set<Integer> ones = new HashSet<>();
        document.groups().stream().filter(Group::isOneToOne).forEach(group -> ones.add(group.studentBegin()));
        int firstWithRow = document.teacher().beginOr(pair.teacher().vocabulary().beginOfSequence()) < 0 ? 1 : 0;
        List<Unit> units = new ArrayList<>();
        for (int token : document.tokens()) {
            TokenPlace place = TokenPlace.of(document, token, pair.student(), crosses);
            boolean isEnd = document.student().isEndOfText(token);
            boolean counts = place.teacher() >= firstWithRow && (isEnd || !document.student().special().get(token))
                    && (isEnd ? document.teacher().isEnded() : !isMasked(document.student().ids()[token]));
            units.add(counts ? new Unit(number, token, token + 1, place.teacher(),
                    isEnd ? place.teacher() + 1 : place.lastTeacher(document.teacher().starts()) + 1, true, ones.contains(token))
                    : Unit.alone(number, token));
        }
        return units;
    }

    private boolean isMasked(int id) {
        byte[] bytes = pair.student().vocabulary().bytesOf(id);
        return masksWhitespace && IntStream.range(0, bytes.length).allMatch(i -> bytes[i] == ' ' || bytes[i] == '\t');
    }

    @Override
    public List<Tensor> tables(Scope owner) {
        return List.of(owner.of(firstIds, firstIds.length), owner.of(order, order.length));
    }

    @Override
    public List<Tensor> index(Scope owner, Piece piece) {
        BpmIndex index = new BpmIndex(pair, prefixes, piece);
        int row = 0;
        for (Unit unit : piece.units()) {
            if (unit.counts()) {
                index.add(row, unit, TokenPlace.of(piece.document(unit), unit.studentBegin(), pair.student(), crosses));
            }
            row++;
        }
        return index.tensors(owner);
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
