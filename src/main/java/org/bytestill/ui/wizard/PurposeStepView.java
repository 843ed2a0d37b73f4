package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Ui;

/** Step 1: which values to start from, and the run's name and folder. */
public final class PurposeStepView extends StepView {
    @FXML
    private VBox presets;
    @FXML
    private HBox undo;

    @Override
    protected void ready() {
        undo.getChildren().addAll(Ui.wrap(context().texts().get("undo.about"), "c12"),
                Ui.id(Ui.link(context().texts().get("undo"), context().model()::undoChoice, "c12"), "undo-preset"));
        context().model().replacedProperty().addListener((observable, before, now) -> Ui.show(undo, now != null));
        Ui.show(undo, context().model().replacedProperty().get() != null);
        context().model().presetProperty().addListener((observable, before, now) -> showPresets());
        showPresets();
    }

    private void showPresets() {
        WizardViewModel model = context().model();
        List<Preset> offered = new ArrayList<>(model.presets());
        if (!offered.contains(model.presetProperty().get())) {
            offered.add(0, model.presetProperty().get());
        }
        ToggleGroup group = new ToggleGroup();
        presets.getChildren().setAll(offered.stream().map(preset -> button(preset, group)).toList());
        Ui.keepOneSelected(group);
    }

    private ToggleButton button(Preset preset, ToggleGroup group) {
        String file = preset.file().map(path -> path.getFileName().toString()).orElse("");
        String name = context().texts().get("preset." + preset.id(), file);
        String about = context().texts().get("preset." + preset.id() + ".about");
        ToggleButton button = Ui.id(Ui.style(new ToggleButton(), "preset-button"), "preset-" + preset.id());
        button.setGraphic(Ui.column(2, Ui.text(name, "med"), Ui.wrap(about, "c12", "muted")));
        button.setAccessibleText(name + ". " + about);
        button.setToggleGroup(group);
        button.setSelected(preset.equals(context().model().presetProperty().get()));
        button.setOnAction(event -> choose(preset));
        return button;
    }

    private void choose(Preset preset) {
        try {
            context().model().choose(preset);
        } catch (UserError e) {
            ErrorDialog.show(presets.getScene().getWindow(), e);
            showPresets();
        }
    }
}
