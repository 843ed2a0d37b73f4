package org.bytestill.ui;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.StatusBar;

/** The last line of the window: what goes on, on which machine, with how much room. */
final class StatusLine extends StatusBar {
    private static final Duration COST_EVERY = Duration.seconds(2);
    /** Where nothing is trained, every so many of these looks: a figure that only moves with itself would be what the window costs. */
    private static final int LOOKS_AT_REST = 5;

    private final Texts texts = Texts.of("shell");
    private final WindowCost windowCost = new WindowCost();
    private final Poller poller;
    private int looks;

    StatusLine(MainViewModel model) {
        setText("");
        Label status = Ui.text("", "c11");
        status.setId("status");
        status.textProperty().bind(model.statusProperty());
        Label machine = Ui.text("", "c11");
        machine.textProperty().bind(model.machineProperty());
        Label disk = Ui.text("", "c11");
        disk.textProperty().bind(model.diskProperty());
        Label cost = Ui.text("", "c11", "muted");
        cost.setId("window-cost");
        Tooltip.install(cost, Ui.tooltip(texts.get("status.cost.about")));
        getLeftItems().add(Ui.row(16, status, cost));
        poller = new Poller(this, COST_EVERY, () -> showCost(cost, model));
        poller.start();
        getRightItems().add(Ui.row(16, machine, disk, offline(texts.get("status.offline"))));
    }

    private Label offline(String word) {
        return Ui.explain(Ui.id(Ui.text(word, "c11"), "status-offline"), texts.get("status.offline.about"));
    }

    /** Beside a run of this program it is a share of what the program takes, else of the machine. */
    private void showCost(Label cost, MainViewModel model) {
        boolean computes = model.computesRun();
        if (looks++ % LOOKS_AT_REST != 0 && !computes) {
            return;
        }
        WindowCost.Shares shares = windowCost.look();
        boolean beside = computes && !Double.isNaN(shares.ofProgram());
        double share = beside ? shares.ofProgram() : shares.ofMachine();
        cost.setText(texts.get(beside ? "status.cost.run" : "status.cost", Format.percent(share, 1)));
    }
}
