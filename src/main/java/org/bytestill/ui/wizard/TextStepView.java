package org.bytestill.ui.wizard;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.bytestill.corpus.TextFormats;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;

/** Step 3: the text to train on and the text to measure on. */
public final class TextStepView extends StepView {
    @FXML
    private Label formats;
    @FXML
    private Label amount;
    @FXML
    private HBox preview;

    @Override
    protected void ready() {
        formats.setText(context().texts().get("note.formats", TextFormats.inWords()));
        context().model().revisionProperty().addListener((observable, before, now) -> showAmount());
        showAmount();
        preview.getChildren().addAll(
                Ui.id(Ui.button(context().texts().get("preview.open"), "mdi2e-eye-outline", context().preview()), "preview-open"),
                Ui.wrap(context().texts().get("preview.about"), "c11", "muted"));
    }

    private void showAmount() {
        amount.setText(context().model().findingsProperty().get().estimate()
                .map(estimate -> context().texts().get("note.amount", Format.size(estimate.trainBytes()),
                        Format.size(estimate.bytesPerUpdate()), estimate.passes()))
                .orElse(""));
        Ui.show(amount, !amount.getText().isEmpty());
    }
}
