package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 2: teacher, student, and where they are computed. */
public final class ModelsStepView extends StepView {
    @FXML
    private Label sizes;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> showSizes());
        showSizes();
    }

    private void showSizes() {
        sizes.setText(context().model().findingsProperty().get().estimate().map(estimate -> {
            String student = Format.fixed(estimate.studentParameters() / 1e6, 1);
            return estimate.teacherParameters() == 0 ? context().texts().get("note.sizes.sft", student)
                    : context().texts().get("note.sizes", Format.fixed(estimate.teacherParameters() / 1e6, 1), student);
        }).orElse(""));
        Ui.show(sizes, !sizes.getText().isEmpty());
    }
}
