package org.bytestill.objective.gold;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.GroupTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.util.Texts;

/**
 * The hybrid loss of GOLD (general on-policy logit distillation, TRL; method.md 3.6) over aligned groups: the generalised Jensen-Shannon
 * divergence on the shared vocabulary, and the distance of sorted distributions outside of it.
 */
public final class GoldObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("goldLoss", "nats per group");
    static final Metric MATCHED = Metric.of("goldMatched", "nats per group");
    static final Metric UNMATCHED = Metric.of("goldUnmatched", "distance");
    private static final List<String> PARTS = List.of("goldMatched", "goldUnmatched");
    private static final Texts TEXTS = Texts.of("aligned");

    public GoldObjective() {
        super("gold", "gold", LOSS);
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
        return new AlignedRunner.Weights(config.gold().weight(), config.gold().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.Gold settings = config.gold();
        TokenPair.Shared shared = pair.sharedTokens();
        double weight = settings.weighing() == RunConfig.Weighing.FIXED ? settings.matchedWeight()
                : (double) shared.student().length / pair.teacherRows();
        List<long[]> tables = List.of(shared.student(), shared.teacher(), others(shared.student(), pair.studentRows()),
                others(shared.teacher(), pair.teacherRows()));
        return new GroupTerm(group -> true, tables, PARTS, settings.temperature(), settings.merge().ordinal(), settings.beta(), weight);
    }

    /** The ids that are not among those. */
    private static long[] others(long[] ids, int rows) {
        Set<Long> known = Arrays.stream(ids).boxed().collect(Collectors.toCollection(HashSet::new));
        return LongStream.range(0, rows).filter(id -> !known.contains(id)).toArray();
    }

    @Override
    protected Map<Metric, Double> further(LossSums sums, double count) {
        return Map.of(MATCHED, sums.get(PARTS.get(0)) / count, UNMATCHED, sums.get(PARTS.get(1)) / count);
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        boolean byVocabularies = setting.equals("gold.matched_weight") && config.gold().weighing() == RunConfig.Weighing.VOCABULARY;
        return byVocabularies ? Optional.of(TEXTS.get("gold.unused.weight")) : Optional.empty();
    }
}
