package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.OneStepObjective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.UpdateCost;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.Workload;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Texts;

/**
 * The covering objective (method.md 3.1): KL(teacher || student) of next-byte distributions beside the token loss. The
 * student's next-byte distributions are computed by the covering of canonical prefixes with its own tokens, so no byte head is
 * needed.
 */
public final class CoveringObjective implements OneStepObjective {
    private static final Texts TEXTS = Texts.of("objective");
    /**
     * Cost of a node of a covering tree relative to a token of a text: CoveringCostBench measures 1.45 on the sample pair, 1.15
     * on SmolLM2-135M.
     */
    private static final double NODE_BESIDE_TOKEN = 1.3;

    @Override
    public String name() {
        return "covering";
    }

    @Override
    public String label() {
        return TEXTS.get("covering.label");
    }

    @Override
    public String meaning() {
        return TEXTS.get("covering.meaning");
    }

    @Override
    public String effect() {
        return TEXTS.get("covering.effect");
    }

    @Override
    public TeacherNeed teacher() {
        return TeacherNeed.BYTES;
    }

    /** The nodes of a covering tree are canonical, so its trunk is too. */
    @Override
    public Optional<WrittenTokens> onPolicy() {
        return Optional.of(WrittenTokens.CANONICAL);
    }

    @Override
    public String script() {
        return "";
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
        return new CoveringRunner(student, covering, tokenizer.vocabulary().beginOfSequence(), teacher.bytes(), config.covering(),
                config.seed());
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        double bytes = sums.get(CoveringRunner.BYTES);
        Map<Metric, Double> measured = new TreeMap<>();
        double total = config.covering().tokenWeight() * sums.token() / sums.tokens();
        if (bytes > 0) {
            measured.put(Metric.KL_BITS, sums.get(CoveringRunner.KL) / Math.log(2) / bytes);
            measured.put(Metric.TOP1_AGREEMENT, sums.get(CoveringRunner.SAME) / bytes);
            total += config.covering().klWeight() * sums.get(CoveringRunner.DIVERGENCE) / bytes;
        }
        measured.put(Metric.TOTAL_LOSS, total);
        return measured;
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.of(new Curve(Metric.KL_BITS, TEXTS.get("covering.curve"), 3));
    }

    @Override
    public List<Problem> problems(RunConfig config) {
        RunConfig.Covering covering = config.covering();
        List<Problem> problems = new ArrayList<>();
        if (covering.klWeight() == 0 && covering.tokenWeight() == 0) {
            problems.add(Problem.error("covering.kl_weight", TEXTS.get("covering.problem.weights"),
                    TEXTS.get("covering.problem.weight.cure")));
        } else if (covering.klWeight() == 0) {
            problems.add(Problem.warning("covering.kl_weight", TEXTS.get("covering.problem.unused"),
                    TEXTS.get("covering.problem.weight.cure")));
        } else if (covering.klWeight() > 20) {
            problems.add(Problem.warning("covering.kl_weight", TEXTS.get("covering.problem.weight", String.valueOf(covering.klWeight())),
                    TEXTS.get("covering.problem.weight.cure")));
        }
        if (covering.oneDocumentIn() > config.training().batchDocuments()) {
            problems.add(Problem.warning("covering.one_document_in",
                    TEXTS.get("covering.problem.rare", String.valueOf(covering.oneDocumentIn())),
                    TEXTS.get("covering.problem.rare.cure", String.valueOf(config.training().batchDocuments()))));
        }
        if (covering.prune() > 0.01) {
            problems.add(Problem.warning("covering.prune", TEXTS.get("covering.problem.prune"),
                    TEXTS.get("covering.problem.prune.cure")));
        }
        if (covering.gradientShare() < 0.02) {
            problems.add(Problem.warning("covering.gradient_share", TEXTS.get("covering.problem.share"),
                    TEXTS.get("covering.problem.share.cure")));
        }
        return problems;
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        return models.studentTokenizer().vocabulary().beginOfSequence() >= 0 ? List.of()
                : List.of(Problem.error("objective", TEXTS.get("covering.problem.begin"), TEXTS.get("covering.problem.begin.cure")));
    }

    /**
     * A token of a covered document costs more than a plain one: each back-propagated node of the tree as much as a token of a
     * text, every other node a forward pass, and all nodes something for the byte sums. If not all nodes are back-propagated,
     * the sampled ones are evaluated twice; if a pass may not hold all next-token distributions, those of back-propagated nodes
     * are computed twice. CoveringCostBench measures the cost.
     */
    @Override
    public UpdateCost cost(RunConfig config, Workload workload) {
        RunConfig.Covering covering = config.covering();
        double nodes = nodesPerToken(covering, workload.bytesPerStudentToken());
        double backward = 1 + covering.gradientShare() * (nodes - 1);
        boolean holdsRows = workload.microBatchTokens() <= Computation.PLAIN.rowsAtOnce(workload.student().vocabularySize());
        double rowsAgain = holdsRows ? 0 : 2.0 * workload.student().vocabularySize() * workload.student().hiddenSize();
        double forwardOnly = covering.gradientShare() == 1 ? 0 : nodes - 1;
        double covered = NODE_BESIDE_TOKEN * (backward * (1 + rowsAgain / workload.tokenFlops())
                + forwardOnly * 2.0 * workload.studentParameters() / workload.tokenFlops());
        // Trees are evaluated in pieces of few more nodes than the texts have tokens, but at least one tree at a time.
        double positions = Math.max(workload.microBatchTokens() * Math.min(backward, CoveringRunner.MOST_NODES_PER_TOKEN),
                workload.documentTokens() * backward);
        return new UpdateCost(1 + (covered - 1) / covering.oneDocumentIn(), positions);
    }

    /**
     * Evaluated contexts per token of a covered document. Measured on English prose with vocabularies of 1,024 tokens (3.0
     * bytes each: 2.7, 2.5 and 2.2 at thresholds of 0.001, 0.003 and 0.01) and 49,152 (5.3 bytes each: about a quarter more);
     * without pruning there is one for each byte.
     */
    static double nodesPerToken(RunConfig.Covering covering, double bytesPerToken) {
        double prune = covering.prune();
        double most = prune == 0 ? bytesPerToken
                : prune < 1e-5 ? 0.96 * bytesPerToken : prune < 5e-4 ? 3.3 : prune < 2e-3 ? 2.8 : prune < 5e-3 ? 2.6 : 2.2;
        return Math.max(1, Math.min(most, bytesPerToken));
    }

    @Override
    public Set<String> settings() {
        return Set.of("covering.");
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        if (setting.equals("covering.byte_share") && config.covering().bytes() == RunConfig.CoveredBytes.ALL) {
            return Optional.of(TEXTS.get("covering.unused.share"));
        }
        boolean noMixture = setting.equals("covering.beta") && config.covering().divergence() != RunConfig.DivergenceKind.JSD;
        return noMixture ? Optional.of(TEXTS.get("covering.unused.beta")) : Optional.empty();
    }

    @Override
    public String plan(RunConfig config) {
        return TEXTS.get("covering.plan", config.training().updates(), config.covering().oneDocumentIn());
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return Texts.inFiles("objective").get("covering.card", teachers, RunConfigFile.text(config, "covering.kl_weight"));
    }

    @Override
    public Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        for (int weight : new int[] {5, 1, 20}) {
            variants.put("covering-" + weight, List.of("objective=covering", "covering.one_document_in=1", "covering.kl_weight=" + weight));
        }
        variants.put("covering-quarter", List.of("objective=covering", "covering.one_document_in=4", "covering.kl_weight=5"));
        return variants;
    }
}
