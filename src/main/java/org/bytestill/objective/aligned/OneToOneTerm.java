package org.bytestill.objective.aligned;

import java.util.List;
import org.bytestill.config.RunConfig.TokenDivergence;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * A divergence of next-token distributions at one-to-one groups, renormalised on pairs of ids: the {@code k} that the student finds most
 * probable, or all. The script is {@code torchscript/one_to_one.py}.
 */
public final class OneToOneTerm implements AlignedTerm {
    /** Sums over the groups: the student's mass in the pairs, the teacher's and the student's in the chosen ones. */
    public static final List<String> MASSES = List.of("pairedStudentMass", "chosenTeacherMass", "chosenStudentMass");

    private final TokenPair.Shared pairs;
    private final TokenDivergence divergence;
    private final double temperature;
    private final int top;

    /**
     * @param pairs ids that stand for each other
     * @param top   how many are compared; 0 for all
     */
    public OneToOneTerm(TokenPair.Shared pairs, TokenDivergence divergence, double temperature, int top) {
        this.pairs = pairs;
        this.divergence = divergence;
        this.temperature = temperature;
        this.top = top;
    }

    @Override
    public List<Unit> units(int number, AlignedDocument document) {
        return AlignedTerm.ofGroups(number, document, Group::isOneToOne);
    }

    @Override
    public List<Tensor> tables(Scope owner) {
        return List.of(owner.of(pairs.student(), pairs.student().length), owner.of(pairs.teacher(), pairs.teacher().length));
    }

    @Override
    public List<Tensor> index(Scope owner, Piece piece) {
        return GroupIndex.of(owner, piece);
    }

    @Override
    public double[] options() {
        return new double[] {divergence.ordinal(), temperature, top};
    }

    @Override
    public List<String> extras() {
        return MASSES;
    }
}
