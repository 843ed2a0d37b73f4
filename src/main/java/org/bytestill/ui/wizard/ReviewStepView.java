package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.Problem;
import org.bytestill.ui.common.Ui;

/** Step 6: what stands against the start, what differs from the defaults, and the command that does the same. */
public final class ReviewStepView extends StepView {
    private static final double LABEL_WIDTH = 144;

    @FXML
    private VBox problems;
    @FXML
    private VBox differences;
    @FXML
    private VBox command;

    private CommandBox line;

    @Override
    protected void ready() {
        line = new CommandBox(context().texts(), "command-line", "copy-command");
        command.getChildren().setAll(line);
        form().getChildren().add(new ElsewherePane(context()));
        context().model().revisionProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        showProblems();
        showDifferences();
        line.show(context().model().commandLine());
    }

    private void showProblems() {
        List<Node> lines = new ArrayList<>();
        for (Problem problem : context().model().problems()) {
            HBox sentence = ProblemLine.of(problem);
            Step step = Step.of(problem.field());
            if (step != Step.REVIEW) {
                String where = context().texts().get("review.go", context().model().setting(problem.field()).label());
                sentence.getChildren().add(Ui.id(Ui.link(where, () -> context().goTo().accept(problem.field()), "c12"),
                        "go-" + problem.field()));
            }
            sentence.setMinHeight(24);
            lines.add(sentence);
        }
        if (context().model().problems().stream().noneMatch(Problem::isError)) {
            lines.add(0, Ui.row(4, Ui.icon("mdi2c-check-circle-outline", "accent"), Ui.wrap(context().texts().get("review.fine"), "c12")));
        }
        problems.getChildren().setAll(lines);
    }

    private void showDifferences() {
        List<Node> lines = new ArrayList<>();
        RunConfig config = context().model().config();
        for (String key : context().model().differences()) {
            String before = RunConfigFile.text(RunConfig.recommended(), key);
            Label value = Ui.value(RunConfigFile.text(config, key), "mono", "c12");
            HBox difference = Ui.row(8, Ui.size(Ui.wrap(context().model().setting(key).label(), "c12", "muted"), LABEL_WIDTH, -1), value);
            if (!before.isEmpty() && !before.equals("[]")) {
                difference.getChildren().add(Ui.text(context().texts().get("review.default", before), "c11", "faint"));
            }
            lines.add(difference);
        }
        if (lines.isEmpty()) {
            lines.add(Ui.text(context().texts().get("review.none"), "c12", "muted"));
        }
        differences.getChildren().setAll(lines);
    }
}
