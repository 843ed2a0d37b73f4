package org.bytestill.objective.bytehead;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateCost;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.Workload;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.HeadShape;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.Texts;

/**
 * The byte-head objective, byte-level distillation (BLD) as published (arXiv 2604.07466, eq. 5; method.md 3): a byte head
 * beside the token head is trained on the teacher's next-byte distributions, in two steps, and is dropped at export.
 */
public final class ByteHeadObjective implements Objective {
    private static final Texts TEXTS = Texts.of("objective");
    private static final Texts FILE_TEXTS = Texts.inFiles("objective");
    /** Bytes of a token that estimates count where all are supervised. */
    private static final int USUAL_BYTES = 10;
    /** Updates of step 1 in a comparison, added to the others because they train the byte head only. */
    private static final int COMPARED_WARM_UP = 100;

    @Override
    public String name() {
        return "bld";
    }

    @Override
    public String label() {
        return TEXTS.get("bld.label");
    }

    @Override
    public String meaning() {
        return TEXTS.get("bld.meaning");
    }

    @Override
    public String effect() {
        return TEXTS.get("bld.effect");
    }

    @Override
    public TeacherNeed teacher() {
        return TeacherNeed.BYTES;
    }

    @Override
    public int byteHeadPositions(RunConfig config) {
        return isAutoregressive(config) ? USUAL_BYTES : config.byteHead().positions();
    }

    private static boolean isAutoregressive(RunConfig config) {
        return config.byteHead().kind() == RunConfig.HeadKind.AUTOREGRESSIVE;
    }

    @Override
    public HeadShape byteHead(RunConfig config, int hiddenSize) {
        return isAutoregressive(config) ? HeadShape.autoregressive(HeadShape.widthOf(config.byteHead().width(), hiddenSize))
                : HeadShape.parallel(config.byteHead().positions());
    }

    @Override
    public int warmUpUpdates(RunConfig config) {
        return config.training().step1Updates();
    }

    @Override
    public String announcement(Step step, RunConfig config) {
        if (step.isWarmUp()) {
            return FILE_TEXTS.get(step.trainsBackbone() ? "bld.step1.trained" : "bld.step1.frozen");
        }
        return FILE_TEXTS.get("bld.step2." + config.adaptation().form().name().toLowerCase(Locale.ROOT),
                Double.toString(config.loss().klWeight()));
    }

    @Override
    public String script() {
        return "";
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        BatchBuilder batches = new BatchBuilder(tokenizer.vocabulary().beginOfSequence(), student.head().positions(), teacher.bytes(),
                config.loss().maskWhitespace());
        return TokenRunner.ofByteHead(student, batches, step -> weights(step, config));
    }

    private static Student.LossWeights weights(Step step, RunConfig config) {
        return new Student.LossWeights(config.loss().byteWeight(), step.isWarmUp() ? 0 : config.loss().klWeight(), step.trainsBackbone());
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        Student.LossWeights weights = weights(step, config);
        double total = sums.token() + weights.byteWeight() * sums.get("bytes") + weights.klWeight() * sums.get("kl");
        return Map.of(Metric.BYTE_LOSS, sums.get("bytes") / sums.tokens(), Metric.HEAD_KL, sums.get("kl") / sums.tokens(),
                Metric.TOTAL_LOSS, total / sums.tokens());
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.of(new Curve(Metric.BYTE_LOSS, TEXTS.get("bld.curve"), 3));
    }

    @Override
    public List<Problem> problems(RunConfig config) {
        List<Problem> problems = new ArrayList<>();
        RunConfig.Training training = config.training();
        if (config.loss().klWeight() == 0) {
            problems.add(Problem.warning("loss.kl_weight", TEXTS.get("bld.problem.unused"), TEXTS.get("bld.problem.unused.cure")));
        }
        if (training.step1Updates() >= training.updates() && training.step1Updates() > 0) {
            problems.add(Problem.error("training.step1_updates", TEXTS.get("bld.problem.step1", String.valueOf(training.step1Updates()),
                    String.valueOf(training.updates())), TEXTS.get("bld.problem.step1.cure")));
        }
        return problems;
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        int positions = isAutoregressive(config) ? Integer.MAX_VALUE : config.byteHead().positions();
        Vocabulary vocabulary = models.studentTokenizer().vocabulary();
        long tokens = models.sample().stream().mapToLong(document -> document.ids().length).sum();
        long longer = models.sample().stream().mapToLong(document -> longerTokens(document, vocabulary, positions)).sum();
        List<Problem> problems = new ArrayList<>();
        if (tokens > 0 && isBytes(vocabulary) && positions > 1 && !isAutoregressive(config)) {
            problems.add(Problem.note("byte_head.positions", TEXTS.get("bld.problem.bytes", String.valueOf(positions))));
        }
        if (longer > 0) {
            problems.add(Problem.note("byte_head.positions", TEXTS.get("bld.problem.longer",
                    String.format(Locale.ROOT, "%.1f", 100.0 * longer / tokens), String.valueOf(positions))));
        }
        return problems;
    }

    private static long longerTokens(TokenizedDocument document, Vocabulary vocabulary, int bytes) {
        return IntStream.of(document.ids()).filter(id -> vocabulary.bytesOf(id).length > bytes).count();
    }

    private static boolean isBytes(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).allMatch(id -> vocabulary.bytesOf(id).length <= 1);
    }

    @Override
    public UpdateCost cost(RunConfig config, Workload workload) {
        return UpdateCost.ofTokens(workload);
    }

    @Override
    public Set<String> settings() {
        return Set.of("byte_head.", "loss.", "training.step1_updates", "training.step1_backbone", "training.head_learning_rate");
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        boolean autoregressive = isAutoregressive(config);
        if (setting.equals(autoregressive ? "byte_head.positions" : "byte_head.width")) {
            return Optional.of(TEXTS.get(autoregressive ? "bld.unused.positions" : "bld.unused.width"));
        }
        boolean noStep1 = setting.equals("training.step1_backbone") && config.training().step1Updates() == 0;
        return noStep1 ? Optional.of(TEXTS.get("bld.unused.step1")) : Optional.empty();
    }

    @Override
    public String plan(RunConfig config) {
        RunConfig.Training training = config.training();
        return TEXTS.get("bld.plan", training.step1Updates(), training.updates(), training.updates() - training.step1Updates());
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return FILE_TEXTS.get("bld.card", teachers);
    }

    @Override
    public Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("bld", List.of("objective=bld", "training.step1_updates=0"));
        variants.put("bld-step1", List.of("objective=bld", "training.step1_updates=" + COMPARED_WARM_UP));
        variants.put("bld-gru", List.of("objective=bld", "training.step1_updates=0", "byte_head.kind=autoregressive"));
        return variants;
    }
}
