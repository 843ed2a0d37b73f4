package org.bytestill.ui.wizard;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.bytestill.problem.Problem;
import org.bytestill.problem.Problem.Severity;
import org.bytestill.ui.common.Ui;

/** One finding as icon and sentence; the icon repeats what the words say. */
final class ProblemLine {
    private ProblemLine() {}

    static HBox of(Problem problem) {
        String message = problem.cure().isEmpty() ? problem.message() : problem.message() + " " + problem.cure();
        Label words = Ui.wrap(message, "c12", style(problem.severity()));
        HBox.setHgrow(words, Priority.SOMETIMES);
        return Ui.row(4, Ui.icon(icon(problem.severity()), style(problem.severity())), words);
    }

    static String icon(Severity severity) {
        return switch (severity) {
            case ERROR -> "mdi2a-alert-octagon-outline";
            case WARNING -> "mdi2a-alert-outline";
            case NOTE -> "mdi2i-information-outline";
        };
    }

    static String style(Severity severity) {
        return switch (severity) {
            case ERROR -> "danger";
            case WARNING -> "warn";
            case NOTE -> "muted";
        };
    }
}
