package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.util.Texts;

/**
 * The page of an objective across tokenizers (method.md 3.6): token cross-entropy and a term over tokens that are aligned on
 * bytes. A page gives its name, its script, its term and its weights; its settings are the section of its name, its texts
 * are in the bundle {@code aligned}.
 */
public abstract class AlignedObjective implements OneStepObjective {
    /** Share of the student's supervised tokens that are one-to-one groups. */
    static final Metric STUDENT_SHARE = Metric.of("oneToOneShare", "share");
    /** The same of the teacher's. */
    static final Metric TEACHER_SHARE = Metric.of("teacherOneToOneShare", "share");
    /** The teacher's mass inside the shared vocabulary, mean over the one-to-one groups. */
    static final Metric SHARED_MASS = Metric.of("sharedTeacherMass", "share");
    /** Supervised bytes of an update that are in no group. */
    static final Metric LOST_BYTES = Metric.of("lostBytes", "bytes");
    private static final Texts TEXTS = Texts.of("aligned");
    private static final Texts FILE_TEXTS = Texts.inFiles("aligned");

    private final String name;
    private final String script;
    private final Metric metric;

    /**
     * @param name   the word in {@code run.yaml}
     * @param script file of {@code resources/torchscript} with its {@code aligned_term}
     * @param metric the mean of its term
     */
    protected AlignedObjective(String name, String script, Metric metric) {
        this.name = name;
        this.script = script;
        this.metric = metric;
    }

    /** The weights of its term and of the token cross-entropy. */
    protected abstract AlignedRunner.Weights weights(RunConfig config);

    /** Its term for a pair of vocabularies. */
    protected abstract AlignedTerm term(RunConfig config, TokenPair pair);

    /** Metrics of its own from the sums that its term measures. */
    protected Map<Metric, Double> further(LossSums sums, double count) {
        return Map.of();
    }

    /** Problems of its own. */
    protected List<Problem> furtherProblems(RunConfig config) {
        return List.of();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public String label() {
        return TEXTS.get(name + ".label");
    }

    @Override
    public String meaning() {
        return TEXTS.get(name + ".meaning");
    }

    @Override
    public String effect() {
        return TEXTS.get(name + ".effect");
    }

    @Override
    public TeacherNeed teacher() {
        return TeacherNeed.TOKENS;
    }

    @Override
    public String script() {
        return ScriptTemplate.source("aligned") + ScriptTemplate.source(script);
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        return new AlignedRunner(student, tokenizer.vocabulary(), teacher.tokens(), weights(config), pair -> term(config, pair));
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        double count = Math.max(1, sums.get(AlignedRunner.COUNT));
        double mean = sums.get(AlignedRunner.TERM) / count;
        double ones = sums.get(AlignedRunner.ONE_TO_ONE);
        AlignedRunner.Weights weights = weights(config);
        Map<Metric, Double> measured = new LinkedHashMap<>(further(sums, count));
        measured.put(metric, mean);
        measured.put(STUDENT_SHARE, ones / Math.max(1, sums.get(AlignedRunner.STUDENT_TOKENS)));
        measured.put(TEACHER_SHARE, ones / Math.max(1, sums.get(AlignedRunner.TEACHER_TOKENS)));
        measured.put(SHARED_MASS, sums.get(AlignedRunner.SHARED_MASS) / Math.max(1, ones));
        measured.put(Metric.SUPERVISED_BYTES, sums.get(AlignedRunner.BYTES));
        measured.put(LOST_BYTES, sums.get(AlignedRunner.LOST_BYTES));
        measured.put(Metric.TOTAL_LOSS, weights.token() * sums.token() / sums.tokens() + weights.term() * mean);
        return measured;
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.of(new Curve(metric, TEXTS.get(name + ".curve"), 3));
    }

    @Override
    public final List<Problem> problems(RunConfig config) {
        List<Problem> problems = new ArrayList<>(furtherProblems(config));
        if (weights(config).term() == 0) {
            problems.add(weights(config).token() == 0
                    ? Problem.error(section() + "weight", TEXTS.get("problem.weights"), TEXTS.get("problem.weights.cure"))
                    : Problem.warning(section() + "weight", TEXTS.get("problem.unused"),
                            TEXTS.get("problem.unused.cure", defaultWeight())));
        }
        if (config.teachers().size() > 1) {
            problems.add(Problem.error("more_teachers", TEXTS.get("problem.teachers", name), TEXTS.get("problem.teachers.cure")));
        }
        return problems;
    }

    private String defaultWeight() {
        return RunConfigFile.text(RunConfig.defaults(), section() + "weight");
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        Vocabulary student = models.studentTokenizer().vocabulary();
        boolean apart = models.teacherTokenizer().map(teacher -> !TokenPair.share(student, teacher.vocabulary())).orElse(false);
        return apart ? List.of(Problem.error("teacher", TEXTS.get("problem.shared"), TEXTS.get("problem.shared.cure"))) : List.of();
    }

    @Override
    public UpdateCost cost(RunConfig config, Workload workload) {
        return UpdateCost.ofTokens(workload);
    }

    /** The section of its settings, with the dot. */
    private String section() {
        return name.replace('-', '_') + ".";
    }

    @Override
    public Set<String> settings() {
        return Set.of(section());
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        return Optional.empty();
    }

    @Override
    public String plan(RunConfig config) {
        return TEXTS.get("plan", config.training().updates());
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return FILE_TEXTS.get("card", teachers, FILE_TEXTS.get(name + ".card"), RunConfigFile.text(config, section() + "weight"));
    }

    @Override
    public Map<String, List<String>> variants() {
        return Map.of(name, List.of("objective=" + name));
    }
}
