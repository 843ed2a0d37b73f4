package org.bytestill.ui;

import java.util.List;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.ui.common.StateWords;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Beside the run's name: the other runs, those that train first, so that one need not go by the list. */
final class RunSwitcher {
    private final Texts texts = Texts.of("shell");
    private final MainViewModel model;
    private final ContextMenu menu = new ContextMenu();
    private final Button button;

    RunSwitcher(MainViewModel model) {
        this.model = model;
        menu.setId("run-menu");
        button = Ui.id(Ui.iconButton("mdi2c-chevron-down", texts.get("runs.switch"), this::open, "small"), "switch-run");
    }

    Button button() {
        return button;
    }

    private void open() {
        model.otherRuns(this::show);
    }

    private void show(List<RunSummary> runs) {
        menu.getItems().setAll(runs.stream().map(this::item).toList());
        if (runs.isEmpty()) {
            MenuItem none = new MenuItem(texts.get("runs.none"));
            none.setDisable(true);
            menu.getItems().setAll(none);
        }
        menu.show(button, Side.BOTTOM, 0, 0);
    }

    private MenuItem item(RunSummary run) {
        MenuItem item = new MenuItem(texts.get("runs.item", run.name(), StateWords.of(run.state())));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.open(run.folder(), model.placeProperty().get().tab()));
        return item;
    }
}
