package org.bytestill.ui.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.engine.job.TaskDocument;
import org.bytestill.ui.common.Format;

/**
 * A document with what became of it, with each of the models.
 *
 * @param own     of the shown model
 * @param other   of the model it is compared with
 * @param teacher of the teacher
 * @param judge   the metric that says whether an answer is right, 1 or 0 a document; empty if the task has none
 */
record DocumentRow(TaskDocument own, Optional<TaskDocument> other, Optional<TaskDocument> teacher, String judge) {
    /** The other model, else the teacher. */
    private Optional<TaskDocument> second() {
        return other.or(() -> teacher);
    }

    boolean is(Verdict verdict) {
        return switch (verdict) {
            case ALL -> true;
            case RIGHT -> value(own) > 0;
            case WRONG -> value(own) == 0;
            case WON -> second().map(with -> order(own, with) > 0).orElse(false);
            case LOST -> second().map(with -> order(own, with) < 0).orElse(false);
            case DIFFERS -> second().map(with -> own.chosen() != with.chosen() || !own.responses().equals(with.responses())).orElse(false);
        };
    }

    /** 1 if it is right, 0 if wrong, NaN if nobody says so. */
    double value(TaskDocument of) {
        return of.metrics().getOrDefault(judge, Double.NaN);
    }

    /** By the metric that judges; where there is none, by how probable the right text is. */
    private int order(TaskDocument a, TaskDocument b) {
        return judge.isEmpty() ? Double.compare(probability(a), probability(b)) : Double.compare(value(a), value(b));
    }

    private static double probability(TaskDocument of) {
        int right = of.rightChoice();
        return of.logLikelihoods().isEmpty() ? 0 : of.logLikelihoods().get(Math.max(right, 0));
    }

    /** The end of the question, in one line. */
    String question() {
        String context = own.contexts().isEmpty() ? own.target() : own.context(Math.max(0, own.rightChoice()));
        return context.strip().replaceAll("\\s+", " ");
    }

    String rightAnswer() {
        List<String> right = new ArrayList<>();
        own.right().forEach(choice -> right.add(choice(own, choice)));
        return !right.isEmpty() ? String.join(" / ", right) : own.contexts().isEmpty() ? "" : own.target().strip();
    }

    /** What a model chose or answered, or how probable the text is. */
    static String answer(TaskDocument of) {
        if (of.chosen() >= 0) {
            return choice(of, of.chosen());
        }
        if (!of.responses().isEmpty()) {
            return of.responses().get(0).strip().replaceAll("\\s+", " ");
        }
        return of.logLikelihoods().isEmpty() ? "" : Format.fixed(of.logLikelihoods().get(0), 2);
    }

    /** A choice without the blanks around it; where the choices are contexts, the beginning of that one. */
    static String choice(TaskDocument of, int choice) {
        String text = of.contexts().size() > 1 ? of.context(choice) : of.continuations().get(choice);
        return text.strip().replaceAll("\\s+", " ");
    }
}
