package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import org.bytestill.distill.RunConfig;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 4: how teacher tokens become bytes, and how the student learns from them. */
public final class MethodStepView extends StepView {
    @FXML
    private Label plan;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> showPlan());
        showPlan();
    }

    private void showPlan() {
        RunConfig config = context().model().config();
        RunConfig.Training training = config.training();
        boolean divides = training.batchDocuments() % training.microBatchDocuments() == 0;
        boolean splits = !config.usesTeacher() || training.step1Updates() <= training.updates();
        Ui.show(plan, divides && splits);
        String batch = Format.count(training.batchDocuments());
        String micro = Format.count(training.microBatchDocuments());
        String accumulated = Format.count(training.batchDocuments() / training.microBatchDocuments());
        plan.setText(config.usesTeacher()
                ? context().texts().get("note.method", Format.count(training.step1Updates()), Format.count(training.updates()),
                        Format.count(training.updates() - training.step1Updates()), batch, micro, accumulated)
                : context().texts().get("note.method.sft", Format.count(training.updates()), batch, micro, accumulated));
    }
}
