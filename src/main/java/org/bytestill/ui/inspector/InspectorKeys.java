package org.bytestill.ui.inspector;

import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyEvent;
import org.bytestill.ui.inspector.state.KeyAction;

/** The keys of the inspector. They act wherever the keyboard is on this screen, except in a text, a table or a tree. */
final class InspectorKeys {
    private final List<KeyAction> actions;

    InspectorKeys(List<KeyAction> actions) {
        this.actions = actions;
    }

    void handle(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || event.getTarget() instanceof TableView<?>
                || event.getTarget() instanceof TreeView<?>) {
            return;
        }
        for (KeyAction action : actions) {
            if (action.when().test(event)) {
                action.act().accept(event);
                event.consume();
                return;
            }
        }
    }
}
