package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 2: teacher, student, what of it is trained, and where they are computed. */
public final class ModelsStepView extends StepView {
    @FXML
    private Label sizes;
    @FXML
    private VBox tokenizers;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> showSizes());
        showSizes();
        tokenizers.getChildren().setAll(new TokenizersPane(context()));
    }

    private void showSizes() {
        sizes.setText(context().model().findingsProperty().get().estimate().map(estimate -> {
            String student = millions(estimate.studentParameters());
            String trained = millions(estimate.trainedParameters());
            return estimate.teacherParameters() == 0 ? context().texts().get("note.sizes.sft", student, trained)
                    : context().texts().get(Objectives.usesByteHead(context().model().config()) ? "note.sizes.head" : "note.sizes",
                            millions(estimate.teacherParameters()), student, trained);
        }).orElse(""));
        Ui.show(sizes, !sizes.getText().isEmpty());
    }

    private static String millions(long parameters) {
        return Format.fixed(parameters / 1e6, 1);
    }
}
