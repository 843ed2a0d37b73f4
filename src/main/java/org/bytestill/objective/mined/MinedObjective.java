package org.bytestill.objective.mined;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.Group;
import org.bytestill.objective.aligned.GroupTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * Minimum edit distance mapping (MinED, FuseLLM, arXiv 2401.10491; method.md 3.6): every student token is compared with the teacher token of
 * the same bytes, or else of the nearest, where both tokenizers have the same token.
 */
public final class MinedObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("minedKl", "nats per one-to-one token");
    private static final List<String> MASSES = List.of("minedStudentMass", "minedTeacherTopMass", "minedStudentTopMass");

    public MinedObjective() {
        super("mined", "one_to_one", LOSS);
    }

    @Override
    public boolean needsWholeRows(RunConfig config) {
        return true;
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.mined().weight(), config.mined().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.Mined settings = config.mined();
        TokenPair.Shared pairs = NearestTokens.of(pair).withEnds(pair);
        return new GroupTerm(Group::isOneToOne, List.of(pairs.student(), pairs.teacher()), MASSES, settings.divergence().ordinal(),
                settings.temperature(), 0);
    }
}
