package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Ui;

/** Step 1: which values to start from, and the run's name and folder. */
public final class PurposeStepView extends StepView {
    private static final int MOST_RUNS = 20;

    @FXML
    private VBox presets;
    @FXML
    private HBox undo;
    @FXML
    private HBox existing;
    @FXML
    private VBox effort;

    @Override
    protected void ready() {
        showEffort();
        existing.getChildren().setAll(runs("copy", run -> true, run -> choose(Preset.copied(run.folder().resolve("run.yaml")))),
                runs("resume", run -> run.state().canResume(), run -> context().resume().accept(run.folder())));
        undo.getChildren().addAll(Ui.wrap(context().texts().get("undo.about"), "c12"),
                Ui.id(Ui.link(context().texts().get("undo"), context().model()::undoChoice, "c12"), "undo-preset"));
        context().model().replacedProperty().addListener((observable, before, now) -> Ui.show(undo, now != null));
        Ui.show(undo, context().model().replacedProperty().get() != null);
        context().model().presetProperty().addListener((observable, before, now) -> showPresets());
        showPresets();
    }

    private static String runOf(Preset preset) {
        return preset.file().map(file -> file.toAbsolutePath().getParent().getFileName().toString()).orElse("");
    }

    private void showEffort() {
        ToggleGroup group = new ToggleGroup();
        Label about = Ui.id(Ui.wrap("", "c12", "muted"), "effort-about");
        HBox buttons = Ui.row(0);
        for (Effort each : Effort.values()) {
            ToggleButton button = Ui.style(Ui.id(new ToggleButton(context().texts().get("effort." + each.id())), "effort-" + each.id()),
                    "seg", each.ordinal() == 0 ? "left-pill" : each.ordinal() == Effort.values().length - 1 ? "right-pill" : "center-pill");
            button.setToggleGroup(group);
            button.setOnAction(event -> context().model().choose(each));
            buttons.getChildren().add(button);
        }
        CheckBox control = Ui.id(new CheckBox(context().texts().get("control")), "control-run");
        control.selectedProperty().bindBidirectional(context().model().controlProperty());
        Ui.explain(control, context().texts().get("control.about"));
        Runnable show = () -> {
            Effort chosen = context().model().effortProperty().get();
            about.setText(context().texts().get(chosen == null ? "effort.about" : "effort." + chosen.id() + ".about"));
            group.getToggles().forEach(toggle -> toggle.setSelected(
                    chosen != null && ((ToggleButton) toggle).getId().equals("effort-" + chosen.id())));
        };
        context().model().effortProperty().addListener((observable, before, now) -> show.run());
        show.run();
        effort.getChildren().setAll(Ui.row(16, buttons, control), about);
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
        String name = context().texts().get("preset." + preset.id(), preset.id().equals("copied") ? runOf(preset) : file);
        String about = context().texts().get("preset." + preset.id() + ".about");
        ToggleButton button = Ui.id(Ui.style(new ToggleButton(), "preset-button"), "preset-" + preset.id());
        VBox words = Ui.column(2, Ui.text(name, "med"), Ui.wrap(about, "c12", "muted"));
        words.setAlignment(Pos.CENTER_LEFT);
        button.setGraphic(words);
        button.setAccessibleText(name + ". " + about);
        button.setToggleGroup(group);
        button.setSelected(preset.equals(context().model().presetProperty().get()));
        button.setOnAction(event -> choose(preset));
        return button;
    }

    /** A menu of the runs that are there; they are read when it opens. */
    private MenuButton runs(String id, Predicate<RunSummary> fits, Consumer<RunSummary> chosen) {
        MenuButton menu = Ui.id(new MenuButton(context().texts().get("from." + id)), "from-" + id);
        MenuItem none = new MenuItem(context().texts().get("from.none"));
        none.setDisable(true);
        menu.getItems().setAll(none);
        menu.setOnShowing(event -> context().model().ask(engine -> engine.runs(context().model().runs()), found -> {
            List<MenuItem> items = new ArrayList<>();
            found.stream().filter(fits).limit(MOST_RUNS).forEach(run -> {
                MenuItem item = new MenuItem(run.name());
                item.setId(id + "-" + run.folder().getFileName());
                item.setOnAction(chosenNow -> chosen.accept(run));
                items.add(item);
            });
            menu.getItems().setAll(items.isEmpty() ? List.of(none) : items);
        }));
        return menu;
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
