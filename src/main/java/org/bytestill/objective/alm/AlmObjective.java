package org.bytestill.objective.alm;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.GroupTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * Approximate likelihood matching (ALM, arXiv 2503.20083; method.md 3.6): the probabilities of every group of aligned tokens under teacher and
 * student are compared as those of one event.
 */
public final class AlmObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("almLoss", "nats per group");

    public AlmObjective() {
        super("alm", "alm", LOSS);
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.alm().weight(), config.alm().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        return new GroupTerm(group -> true, List.of(), List.of(), config.alm().temperature(), config.alm().epsilon());
    }
}
