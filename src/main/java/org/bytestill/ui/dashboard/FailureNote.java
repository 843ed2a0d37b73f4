package org.bytestill.ui.dashboard;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Why a run failed, on red ground; takes no room while it did not. */
final class FailureNote extends VBox {
    private final Label reason = Ui.wrap("", "c12");

    FailureNote() {
        getChildren().add(Ui.note("danger", Ui.column(4, Ui.wrap(Texts.of("dashboard").get("failed.title"), "c12", "med"), reason)));
        Ui.show(this, false);
    }

    void show(String sentence) {
        Ui.show(this, !sentence.isEmpty());
        reason.setText(sentence);
    }
}
