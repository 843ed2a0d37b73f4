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

/**
 * A training objective: one way to train a student, and all that the program must know of it. Adding one: a class in a package of its
 * own below this one, and a line in {@code objective.registry.Objectives}; {@code run.yaml}, the wizard, the command line, checks,
 * estimates, the dashboard, comparisons and the model card ask nothing else.
 */
public interface Objective {
    /** The word in {@code run.yaml}, such as {@code covering}. */
    String name();

    /** A few words for buttons and lists. */
    String label();

    /** Half a sentence for the comment in {@code run.yaml} and the help. */
    String meaning();

    /** A paragraph for the wizard: what it does, what was measured, what it costs. */
    String effect();

    /** What training asks of the teacher, and so what is found out and kept before it. */
    TeacherNeed teacher();

    /** Bytes of a token that a byte head beside the student supervises; 0 for no byte head. */
    int byteHeadPositions(RunConfig config);

    /** Updates of a first step with a learning-rate schedule of its own; 0 where there is one step only. */
    int warmUpUpdates(RunConfig config);

    /** What is told when a step begins, in runs that have two. */
    String announcement(Step step, RunConfig config);

    /** Definitions of TorchScript methods, appended to the student's script; may be empty. */
    String script();

    /**
     * How the documents of an update become losses and gradients.
     *
     * @param student   in training; stays the caller's
     * @param tokenizer the student's
     * @param teacher   as far as {@link #teacher()} needs it
     */
    UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config);

    /**
     * What an update measured: the total loss ({@link Metric#TOTAL_LOSS}, nats per token) and what is this objective's own; token loss and
     * bits per byte are there already. Its keys are columns of {@code metrics.jsonl}.
     */
    Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config);

    /** The training loss that the dashboard draws beside the token loss; empty if there is none. */
    Optional<Curve> curve();

    /**
     * A curve of the dashboard.
     *
     * @param metric of every update
     * @param title  with the unit, such as {@code KL(T ‖ S), bits per byte}
     * @param places decimal places of its values
     */
    record Curve(Metric metric, String title, int places) {}

    /** What is wrong with, or worth knowing about, its settings. */
    List<Problem> problems(RunConfig config);

    /** What is wrong with the models for it, or worth knowing. */
    List<Problem> problems(RunConfig config, CheckedModels models);

    /** What an update costs beside one that trains on the token loss alone. */
    UpdateCost cost(RunConfig config, Workload workload);

    /** Paths of the settings that play a role for it alone, such as {@code covering.prune}; one that ends in a dot stands for a whole section. */
    Set<String> settings();

    /** Why one of its {@link #settings()} plays no role now, as a sentence; empty if it does. */
    Optional<String> unused(String setting, RunConfig config);

    /** What the updates do, as a sentence for the wizard. */
    String plan(RunConfig config);

    /**
     * How the model card begins: what was made, before "from" and the name of the student it began as.
     *
     * @param teachers the teachers' names in words; empty if there is none
     */
    String card(RunConfig config, String teachers);

    /** The variants that {@code bytestill compare} trains of it, by name: values of {@code run.yaml} as KEY=VALUE. */
    Map<String, List<String>> variants();
}
