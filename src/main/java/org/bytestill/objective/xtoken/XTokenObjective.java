package org.bytestill.objective.xtoken;

import org.bytestill.config.RunConfig;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * X-Token's projected KL (arXiv 2605.21699; method.md 3.6): at every aligned group the student's mean distribution, projected to teacher ids
 * by their bytes, against the mean of the teacher's log-probabilities. For comparison: on unlike vocabularies its floor dominates.
 */
public final class XTokenObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("xTokenKl", "nats per group");

    public XTokenObjective() {
        super("x-token", "x_token", LOSS);
    }

    @Override
    public boolean needsWholeRows(RunConfig config) {
        return true;
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.xToken().weight(), config.xToken().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        return new XTokenTerm(pair, config.xToken().topK(), config.xToken().temperature());
    }
}
