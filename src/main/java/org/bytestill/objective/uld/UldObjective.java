package org.bytestill.objective.uld;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.GroupTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;
import org.bytestill.torch.ScriptTemplate;

/**
 * Universal logit distillation (ULD, arXiv 2402.12030; method.md 3.6) over aligned groups: the distance of the distributions of teacher and
 * student, sorted, so that only how probable their tokens are counts, not which they are.
 */
public final class UldObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("uldLoss", "distance");

    public UldObjective() {
        super("uld", "uld", LOSS);
    }

    @Override
    public String script() {
        return super.script() + ScriptTemplate.source("merged_groups");
    }

    @Override
    public boolean needsWholeRows(RunConfig config) {
        return true;
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.uld().weight(), config.uld().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.Uld settings = config.uld();
        return new GroupTerm(group -> group.isOneToOne() || !settings.oneToOneOnly(), List.of(), List.of(), settings.temperature(),
                settings.merge().ordinal());
    }
}
