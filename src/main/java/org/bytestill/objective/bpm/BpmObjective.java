package org.bytestill.objective.bpm;

import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * Byte-prefix marginalization (BPM, arXiv 2607.22334; method.md 3.6): at every student token the teacher's next-token distribution, conditioned
 * on the bytes of its token that are known already, is summed to student ids; KL from it to the student.
 */
public final class BpmObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("bpmKl", "nats per token");
    /** Mass of the teacher that no student id takes, mean over the supervised tokens. */
    static final Metric RESIDUAL = Metric.of("residualMass", "share");
    /** Supervised tokens without a term: white space, or no context. */
    static final Metric MASKED = Metric.of("maskedTokens", "tokens");
    /** Supervised tokens at which the teacher has next to no mass for the bytes that are known. */
    static final Metric DROPPED = Metric.of("droppedTokens", "tokens");

    public BpmObjective() {
        super("bpm", "bpm", LOSS);
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.bpm().weight(), config.bpm().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        return new BpmTerm(pair, config.bpm().crossing() == RunConfig.Crossing.CHAIN, config.bpm().maskWhitespace());
    }

    @Override
    protected Map<Metric, Double> further(LossSums sums, double count) {
        double dropped = sums.get(BpmTerm.DROPPED);
        return Map.of(RESIDUAL, sums.get(BpmTerm.RESIDUAL) / count, DROPPED, dropped, MASKED,
                sums.get(LossSums.TOKENS) - sums.get(AlignedRunner.COUNT) - dropped);
    }
}
