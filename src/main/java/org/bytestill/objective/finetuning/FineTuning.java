package org.bytestill.objective.finetuning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.OneStepObjective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateCost;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.Workload;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Texts;

/** Supervised fine-tuning (SFT): next-token cross-entropy on the text, without a teacher. The baseline of all others. */
public final class FineTuning implements OneStepObjective {
    private static final Texts TEXTS = Texts.of("objective");

    @Override
    public String name() {
        return "sft";
    }

    @Override
    public String label() {
        return TEXTS.get("sft.label");
    }

    @Override
    public String meaning() {
        return TEXTS.get("sft.meaning");
    }

    @Override
    public String effect() {
        return TEXTS.get("sft.effect");
    }

    @Override
    public boolean takesTokenEnds() {
        return true;
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
        return new TokenRunner(student, new BatchBuilder(tokenizer.vocabulary()),
                step -> new Student.LossWeights(0, 0, step.trainsBackbone()));
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        return Map.of(Metric.TOTAL_LOSS, sums.token() / sums.tokens());
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.empty();
    }

    @Override
    public List<Problem> problems(RunConfig config) {
        return List.of();
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
        return TEXTS.get("sft.plan", config.training().updates());
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return Texts.inFiles("objective").get("sft.card");
    }

    @Override
    public Map<String, List<String>> variants() {
        return Map.of("sft", List.of("objective=sft"));
    }
}
