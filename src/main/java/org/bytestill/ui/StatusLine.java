package org.bytestill.ui;

import javafx.scene.control.Label;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.StatusBar;

/** The last line of the window: what goes on, on which machine, with how much room. */
final class StatusLine extends StatusBar {
    private final Texts texts = Texts.of("shell");

    StatusLine(MainViewModel model) {
        setText("");
        Label status = Ui.text("", "c11");
        status.setId("status");
        status.textProperty().bind(model.statusProperty());
        Label machine = Ui.text("", "c11");
        machine.textProperty().bind(model.machineProperty());
        Label disk = Ui.text("", "c11");
        disk.textProperty().bind(model.diskProperty());
        getLeftItems().add(Ui.row(16, status));
        getRightItems().add(Ui.row(16, machine, disk, Ui.text(texts.get("status.offline"), "c11")));
    }
}
