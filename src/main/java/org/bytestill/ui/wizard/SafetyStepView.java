package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import org.bytestill.config.RunConfig;
import org.bytestill.ui.common.Format;

/** Step 5: when progress is measured and when the state is saved. */
public final class SafetyStepView extends StepView {
    @FXML
    private Label plan;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> showPlan());
        showPlan();
    }

    private void showPlan() {
        RunConfig config = context().model().config();
        // Before the first update, after every so many, and after the last, which may be one of these.
        long times = 1 + (config.training().updates() + config.evaluation().everyUpdates() - 1L) / config.evaluation().everyUpdates();
        plan.setText(context().texts().get("note.evaluations", Format.count(times)));
    }
}
