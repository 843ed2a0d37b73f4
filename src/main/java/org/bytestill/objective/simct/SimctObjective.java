package org.bytestill.objective.simct;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.GroupTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * SimCT (arXiv 2605.07711; method.md 3.6): at every aligned group teacher and student choose between the tokens both have and the group's own
 * tokens as one virtual token.
 */
public final class SimctObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("simctKl", "nats per group");

    public SimctObjective() {
        super("simct", "simct", LOSS);
    }

    @Override
    public boolean needsWholeRows(RunConfig config) {
        return true;
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.simct().weight(), config.simct().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.Simct settings = config.simct();
        TokenPair.Shared shared = pair.shared();
        return new GroupTerm(group -> true, List.of(shared.student(), shared.teacher()), List.of(), settings.divergence().ordinal(),
                settings.temperature(), settings.scores().ordinal());
    }
}
