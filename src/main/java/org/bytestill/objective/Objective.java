package org.bytestill.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.HeadShape;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;

/**
 * A training objective: its loss function, and everything else that the program must know of it. To add one ({@code src/README.md}): a
 * class in a package of its own below this one, a line in {@code objective.registry.Objectives}, its texts, and its settings in
 * {@code RunConfig}. The wizard, the command line, checks, estimates, the dashboard, comparisons and the model card use this
 * interface only.
 */
public interface Objective {
    /** The word in {@code run.yaml}, such as {@code covering}. */
    String name();

    /** A few words for buttons and lists. */
    String label();

    /** A clause for the comment in {@code run.yaml} and for the help. */
    String meaning();

    /** A paragraph for the wizard: what the objective does, its measured effect, its cost. */
    String effect();

    /** The teacher's outputs that training needs; they decide what is checked and what is computed before training. */
    TeacherNeed teacher();

    /**
     * Whether it needs the whole of each next-token distribution of the teacher, all ids, so that the most probable ones and the mass of the
     * rest do not do. Of matter where {@link #teacher()} is {@link TeacherNeed#TOKENS}.
     */
    default boolean needsWholeRows(RunConfig config) {
        return false;
    }

    /** The supervised spans of a document in the tokens that the teacher reads: its own, in its own rendering. */
    default List<SpanTokens> teacherTokens(TokenizedDocument document, Tokenizer student, Tokenizer teacher) {
        return SpanTokens.ofTeacher(document.document(), teacher);
    }

    /** Bytes of a token that a byte head supervises, the usual number where there is no bound; 0 for no byte head. */
    int byteHeadPositions(RunConfig config);

    /** The shape of its byte head over hidden states of that size. */
    default HeadShape byteHead(RunConfig config, int hiddenSize) {
        return HeadShape.parallel(byteHeadPositions(config));
    }

    /** Updates of a first step, which has a learning-rate schedule of its own; 0 if there is only one step. */
    int warmUpUpdates(RunConfig config);

    /** The text of the event at the beginning of a step, in runs with two steps. */
    String announcement(Step step, RunConfig config);

    /** Whether it trains a byte student that writes where tokens end (method.md 1.6.2), whose tokens are not all bytes. */
    default boolean takesTokenEnds() {
        return false;
    }

    /** Which tokens of texts that the student writes in training it is trained on (method.md 3.7); empty if it cannot be. */
    default Optional<WrittenTokens> onPolicy() {
        return Optional.empty();
    }

    /** Definitions of TorchScript methods, appended to the student's script; may be empty. */
    String script();

    /**
     * The runner that computes losses and gradients from the documents of an update.
     *
     * @param student   the student in training; stays the caller's
     * @param tokenizer tokenizer of the student
     * @param teacher   the outputs that {@link #teacher()} names
     */
    UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config);

    /**
     * Metrics of an update: the total loss ({@link Metric#TOTAL_LOSS}, nats per token) and this objective's own metrics; token
     * loss and bits per byte are added by the trainer. The keys are columns of {@code metrics.jsonl}.
     */
    Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config);

    /** The training loss that the dashboard draws beside the token loss; empty if there is none. */
    Optional<Curve> curve();

    /**
     * A curve of the dashboard.
     *
     * @param metric a metric of every update
     * @param title  title with the unit, such as {@code KL(T ‖ S), bits per byte}
     * @param places decimal places of its values
     */
    record Curve(Metric metric, String title, int places) {}

    /** Problems and notes on its settings. */
    List<Problem> problems(RunConfig config);

    /** Problems and notes on the models under this objective. */
    List<Problem> problems(RunConfig config, CheckedModels models);

    /** Cost of an update, relative to one that trains on the token loss alone. */
    UpdateCost cost(RunConfig config, Workload workload);

    /**
     * Paths of the settings that matter to this objective alone, such as {@code covering.prune}; a path that ends in a dot
     * means a whole section.
     */
    Set<String> settings();

    /** The reason why one of its {@link #settings()} has no effect now, as a sentence; empty if it has one. */
    Optional<String> unused(String setting, RunConfig config);

    /** The course of training, as a sentence for the wizard. */
    String plan(RunConfig config);

    /**
     * The beginning of the model card: a description of the training, before "from" and the name of the initial student.
     *
     * @param teachers names of the teachers as text; empty if there is none
     */
    String card(RunConfig config, String teachers);

    /** Variants of this objective that {@code bytestill compare} trains, by name: values of {@code run.yaml} as KEY=VALUE. */
    Map<String, List<String>> variants();
}
