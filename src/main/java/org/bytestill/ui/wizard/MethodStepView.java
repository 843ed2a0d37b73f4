package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import org.bytestill.config.RunConfig;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 4: how teacher tokens become bytes, and how the student learns from them. */
public final class MethodStepView extends StepView {
    @FXML
    private Label effect;
    @FXML
    private Label plan;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        effect.setText(context().texts().get("effect." + context().model().setting("objective").textProperty().get()));
        showPlan();
    }

    private void showPlan() {
        RunConfig config = context().model().config();
        RunConfig.Training training = config.training();
        boolean divides = training.batchDocuments() % training.microBatchDocuments() == 0;
        boolean splits = !config.usesByteHead() || training.step1Updates() <= training.updates();
        Ui.show(plan, divides && splits);
        String batch = Format.count(training.batchDocuments());
        String micro = Format.count(training.microBatchDocuments());
        String accumulated = Format.count(training.batchDocuments() / training.microBatchDocuments());
        String updates = Format.count(training.updates());
        plan.setText(switch (config.objective()) {
            case COVERING -> context().texts().get("note.method.covering", updates, config.covering().oneDocumentIn(), batch, micro, accumulated);
            case BLD -> context().texts().get("note.method", Format.count(training.step1Updates()), updates,
                    Format.count(training.updates() - training.step1Updates()), batch, micro, accumulated);
            case SFT -> context().texts().get("note.method.sft", updates, batch, micro, accumulated);
        });
    }
}
