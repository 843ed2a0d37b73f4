package org.bytestill.objective.tokenends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.util.Texts;

/**
 * Distillation of a byte student with token ends (arXiv 2609.12303; method.md 3.6): before each byte of the teacher's own tokens, and at the
 * end of each, KL from the teacher's end-of-token row to the student. One row of the teacher a token.
 */
public final class TokenEndsObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("tokenEndsKl", "nats per token");
    /** Mass of the teacher's rows that is neither a byte nor the end, mean over the supervised tokens. */
    static final Metric RESIDUAL = Metric.of("tokenEndsResidual", "share");
    private static final Texts TEXTS = Texts.of("aligned");

    public TokenEndsObjective() {
        super("token-ends", "bpm", LOSS);
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.tokenEnds().weight(), config.tokenEnds().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        return new TokenEndsTerm(pair);
    }

    @Override
    protected Map<Metric, Double> further(LossSums sums, double count) {
        return Map.of(RESIDUAL, sums.get(TokenEndsTerm.RESIDUAL) / count);
    }

    @Override
    public boolean takesTokenEnds() {
        return true;
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        List<Problem> problems = new ArrayList<>();
        if (models.studentTokenizer().ends().isEmpty()) {
            problems.add(Problem.error("new_tokenizer", TEXTS.get("token-ends.problem.ends"), TEXTS.get("token-ends.problem.ends.cure")));
        }
        if (models.sample().stream().anyMatch(document -> !document.document().isPlain())) {
            problems.add(Problem.error("text.train", TEXTS.get("token-ends.problem.chats"), TEXTS.get("token-ends.problem.chats.cure")));
        }
        return problems;
    }
}
