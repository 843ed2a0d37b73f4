package org.bytestill.ui.inspector;

import java.util.List;
import javafx.scene.input.KeyEvent;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.KeyBindings.Area;
import org.bytestill.ui.common.WrittenKeys;
import org.bytestill.ui.inspector.state.KeyAction;
import org.bytestill.util.Texts;

/** Makes the keys of the inspector ones that a person may change; the list of them says which they are. */
final class InspectorBindings {
    private static final String PREFIX = "inspector.";

    private InspectorBindings() {}

    /** Adds the actions to the keys that can be chosen, and has them listen to what is chosen. */
    static void bind(List<KeyAction> actions, KeyBindings keys, Texts texts) {
        for (KeyAction action : actions) {
            keys.add(new KeyBindings.Action(PREFIX + action.what(), Area.INSPECTOR, texts.get(action.what()), action.keys(),
                    WrittenKeys.parse(action.keys()), WrittenKeys.isOne(action.keys())));
        }
        actions.replaceAll(action -> new KeyAction(action.keys(), action.what(), event -> isMeant(action, event, keys), action.act()));
        keys.revisionProperty().addListener((observable, before, now) -> rewrite(actions, keys));
        rewrite(actions, keys);
    }

    private static boolean isMeant(KeyAction action, KeyEvent event, KeyBindings keys) {
        String id = PREFIX + action.what();
        return keys.isChosen(id) ? keys.isPressed(id, event) : action.when().test(event);
    }

    private static void rewrite(List<KeyAction> actions, KeyBindings keys) {
        actions.replaceAll(action -> new KeyAction(keys.written(PREFIX + action.what()), action.what(), action.when(), action.act()));
    }
}
