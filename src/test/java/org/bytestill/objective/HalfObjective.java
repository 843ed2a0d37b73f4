package org.bytestill.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;

/** An objective that only tests register: the token loss, with half of it as a metric of its own. */
public class HalfObjective implements OneStepObjective {
    public static final Metric HALF = Metric.of("halfLoss", "nats per token");

    @Override
    public String name() {
        return "half";
    }

    @Override
    public String label() {
        return "Half";
    }

    @Override
    public String meaning() {
        return "half of the token loss";
    }

    @Override
    public String effect() {
        return "Tells the half of the token loss.";
    }

    @Override
    public TeacherNeed teacher() {
        return TeacherNeed.NONE;
    }

    @Override
    public String script() {
        return "";
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        return new TokenRunner(student, new BatchBuilder(tokenizer.vocabulary().beginOfSequence(), 0, null),
                step -> new Student.LossWeights(0, 0, step.trainsBackbone()));
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        double mean = sums.token() / sums.tokens();
        return Map.of(Metric.TOTAL_LOSS, mean, HALF, mean / 2);
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.of(new Curve(HALF, "Half of the token loss", 3));
    }

    @Override
    public List<Problem> problems(RunConfig config) {
        return List.of(Problem.note("objective", "Half is for tests."));
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        return List.of();
    }

    @Override
    public UpdateCost cost(RunConfig config, Workload workload) {
        return UpdateCost.ofTokens(workload);
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        return Optional.empty();
    }

    @Override
    public String plan(RunConfig config) {
        return config.training().updates() + " updates.";
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return "Trained on half of the token loss";
    }

    @Override
    public Map<String, List<String>> variants() {
        return Map.of("half", List.of("objective=half"));
    }
}
