package org.bytestill.ui.preferences;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.KeyBindings.Action;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** All that can be done by a key, by the place where it is heard. A click on a key, then the new one, changes it. */
final class KeysPane {
    private static final double WORDS = 360;
    private static final double KEYS = 176;

    private final Texts texts = Texts.of("preferences");
    private final PreferencesModel model;
    private final VBox rows = Ui.column(0);

    KeysPane(PreferencesModel model) {
        this.model = model;
        rows.setId("keys");
        fill();
    }

    Node node() {
        return Ui.column(8, Ui.wrap(texts.get("keys.what"), "c12", "muted"), rows);
    }

    private void fill() {
        rows.getChildren().clear();
        KeyBindings.Area area = null;
        for (Action action : model.keys().actions().stream().sorted((one, other) -> one.area().compareTo(other.area())).toList()) {
            if (action.area() != area) {
                area = action.area();
                rows.getChildren().add(Ui.pad(Ui.text(PreferencesModel.areaOf(action), "semi", "c12"), 8, 0, 4, 0));
            }
            rows.getChildren().add(row(action));
        }
    }

    private Node row(Action action) {
        Label said = Ui.wrap("", "c11", "danger");
        Ui.show(said, false);
        Label words = Ui.wrap(action.words(), "c12");
        words.setMinWidth(WORDS);
        words.setMaxWidth(WORDS);
        HBox row = Ui.row(12, words);
        row.setMinHeight(32);
        String keys = model.keys().written(action.id());
        if (action.changeable()) {
            Button button = Ui.id(Ui.button(keys, null, () -> {}, "field", "mono"), "key-" + action.id());
            button.setMinWidth(KEYS);
            button.setMaxWidth(KEYS);
            button.setAccessibleText(texts.get("keys.change", action.words(), keys));
            button.setOnAction(event -> listen(action, button, said));
            row.getChildren().add(button);
            if (model.keys().isChosen(action.id())) {
                row.getChildren().add(Ui.iconButton("mdi2u-undo", texts.get("keys.reset"), () -> {
                    model.keys().reset(action.id());
                    fill();
                }, "small"));
            }
        } else {
            Label fixed = Ui.text(keys, "mono", "c12", "muted");
            fixed.setMinWidth(KEYS);
            fixed.setAlignment(Pos.CENTER);
            row.getChildren().addAll(fixed, Ui.text(texts.get("keys.fixed"), "c11", "muted"));
        }
        return Ui.column(0, row, said);
    }

    private void listen(Action action, Button button, Label said) {
        button.setText(texts.get("keys.press"));
        button.addEventFilter(KeyEvent.ANY, event -> {
            event.consume();
            if (event.getEventType() == KeyEvent.KEY_PRESSED && !event.getCode().isModifierKey()) {
                take(action, event, button, said);
            }
        });
        button.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                fill();
            }
        });
    }

    private void take(Action action, KeyEvent event, Button button, Label said) {
        if (event.getCode() == KeyCode.ESCAPE) {
            fill();
            return;
        }
        var taken = model.chooseKey(action, combination(event));
        if (taken.isEmpty()) {
            fill();
        } else {
            said.setText(taken.get());
            Ui.show(said, true);
            button.setText(texts.get("keys.press"));
        }
    }

    private static KeyCombination combination(KeyEvent event) {
        return new KeyCodeCombination(event.getCode(), value(event.isShiftDown()), ModifierValue.UP, value(event.isAltDown()),
                ModifierValue.UP, value(event.isShortcutDown()));
    }

    private static ModifierValue value(boolean down) {
        return down ? ModifierValue.DOWN : ModifierValue.UP;
    }
}
