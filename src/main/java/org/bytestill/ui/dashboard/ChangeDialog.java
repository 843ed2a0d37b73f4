package org.bytestill.ui.dashboard;

import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.config.SettingInfo;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Asks for other values of a run that has begun, with which it goes on from its newest checkpoint. */
final class ChangeDialog {
    private static final Texts TEXTS = Texts.of("dashboard");
    private static final double LABEL_WIDTH = 176;
    private static final double FIELD_WIDTH = 120;
    private static final double WIDTH = 560;
    private static final double MOST_HEIGHT = 420;

    private final ChangeModel model;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final ButtonType goOn = new ButtonType(TEXTS.get("change.goOn"), ButtonBar.ButtonData.OK_DONE);

    private ChangeDialog(ChangeModel model) {
        this.model = model;
    }

    /** Shows the form and returns at once; {@code answered} hears the values that differ, unless it is cancelled. */
    static void ask(Window owner, String run, ChangeModel model, Consumer<Map<String, String>> answered) {
        new ChangeDialog(model).show(owner, run, answered);
    }

    private void show(Window owner, String run, Consumer<Map<String, String>> answered) {
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("change.title"));
        VBox rows = Ui.column(4);
        model.settings().forEach(setting -> rows.getChildren().add(row(setting)));
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        VBox content = Ui.column(8, Ui.wrap(TEXTS.get("change.head", run), "semi", "c15"), Ui.wrap(TEXTS.get("change.about"), "muted"),
                scroll);
        dialog.getDialogPane().setContent(Ui.size(content, WIDTH, -1));
        dialog.getDialogPane().getButtonTypes().addAll(goOn, new ButtonType(TEXTS.get("change.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
        Button accept = (Button) dialog.getDialogPane().lookupButton(goOn);
        accept.getStyleClass().add("accent");
        accept.setId("change-go-on");
        accept.setDisable(true);
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == goOn) {
                answered.accept(model.changes());
            }
        });
        dialog.show();
    }

    private VBox row(SettingInfo setting) {
        Label problem = Ui.wrap("", "c11", "danger");
        Ui.show(problem, false);
        Control control = setting.choices().isEmpty() ? field(setting, problem) : menu(setting, problem);
        Label label = Ui.size(Ui.value(setting.label()), LABEL_WIDTH, 28);
        label.setLabelFor(control);
        control.setAccessibleText(setting.label());
        Ui.explain(control, setting.help());
        HBox line = Ui.row(8, label,
                Ui.id(Ui.size(control, FIELD_WIDTH, control instanceof TextField ? 28 : -1), "change-" + setting.path().replace('.', '-')),
                Ui.value(setting.unit(), "c12", "muted"));
        return Ui.pad(Ui.column(2, line, Ui.pad(problem, 0, 0, 2, LABEL_WIDTH + 8)), 0, 12, 0, 0);
    }

    private TextField field(SettingInfo setting, Label problem) {
        TextField field = Ui.style(new TextField(model.value(setting)), "num");
        field.textProperty().addListener((observable, before, now) -> typed(setting, now, problem));
        return field;
    }

    private ComboBox<String> menu(SettingInfo setting, Label problem) {
        ComboBox<String> menu = Ui.style(new ComboBox<>(), "field");
        menu.getItems().setAll(setting.choices());
        menu.setValue(model.value(setting));
        menu.valueProperty().addListener((observable, before, now) -> typed(setting, now, problem));
        return menu;
    }

    private void typed(SettingInfo setting, String text, Label problem) {
        model.type(setting, text);
        problem.setText(model.problem(setting));
        Ui.show(problem, !problem.getText().isEmpty());
        dialog.getDialogPane().lookupButton(goOn).setDisable(!model.isReady());
    }
}
