package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 4: how teacher tokens become bytes, and how the student learns from them. */
public final class MethodStepView extends StepView {
    @FXML
    private Label effect;
    @FXML
    private Label plan;
    @FXML
    private VBox objectiveRows;

    @Override
    protected void ready() {
        context().model().revisionProperty().addListener((observable, before, now) -> show());
        show();
    }

    /** The rows of the objectives' own settings; those of the chosen one are shown. Settings that stand elsewhere in the form are left out. */
    @Override
    protected void addRows() {
        for (Objective objective : Objectives.all()) {
            RunConfigFile.settings().stream().filter(setting -> Relevance.owns(objective, setting.path()))
                    .filter(setting -> !isInForm(setting.path()))
                    .forEach(setting -> objectiveRows.getChildren().add(row(setting)));
        }
    }

    private static SettingRow row(SettingInfo setting) {
        SettingRow row = new SettingRow();
        row.setKey(setting.path());
        row.setAdvanced(setting.advanced());
        return row;
    }

    private void show() {
        effect.setText(Objectives.of(context().model().config()).effect());
        showPlan();
    }

    private void showPlan() {
        RunConfig config = context().model().config();
        RunConfig.Training training = config.training();
        Objective objective = Objectives.of(config);
        boolean divides = training.batchDocuments() % training.microBatchDocuments() == 0;
        boolean splits = objective.warmUpUpdates(config) <= training.updates();
        Ui.show(plan, divides && splits);
        plan.setText(objective.plan(config) + " " + context().texts().get("note.batch", Format.count(training.batchDocuments()),
                Format.count(training.microBatchDocuments()), Format.count(training.batchDocuments() / training.microBatchDocuments())));
    }
}
