package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.bytestill.ui.common.KeyBindings.Area;
import org.junit.jupiter.api.Test;

/** Without a toolkit: which key does what. */
class KeyBindingsTest {
    private static final KeyCombination G = new KeyCodeCombination(KeyCode.G);
    private static final KeyCombination CTRL_N = new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN);

    private static KeyBindings keys(Map<String, String> chosen) {
        KeyBindings keys = new KeyBindings(chosen);
        keys.add(Area.WINDOW, "new", "new run", CTRL_N);
        keys.add(Area.INSPECTOR, "goto", "go to", G);
        keys.add(Area.DASHBOARD, "grid", "grid", new KeyCodeCombination(KeyCode.D));
        keys.add(new KeyBindings.Action("step", Area.INSPECTOR, "step", "←  →", WrittenKeys.parse("←  →"), false));
        return keys;
    }

    private static KeyEvent press(KeyCode code, boolean control) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false);
    }

    @Test
    void aChosenKeyReplacesTheStandardOneAndIsRemembered() {
        KeyBindings keys = keys(Map.of());
        assertThat(keys.isPressed("goto", press(KeyCode.G, false))).isTrue();
        keys.choose("goto", new KeyCodeCombination(KeyCode.J));
        assertThat(keys.isPressed("goto", press(KeyCode.G, false))).isFalse();
        assertThat(keys.isPressed("goto", press(KeyCode.J, false))).isTrue();
        assertThat(keys(keys.chosen()).written("goto")).isEqualTo("J");
        keys.reset("goto");
        assertThat(keys.chosen()).isEmpty();
        assertThat(keys.written("goto")).isEqualTo("G");
    }

    @Test
    void whoHasAKeyInTheSamePlaceIsNamed() {
        KeyBindings keys = keys(Map.of());
        KeyBindings.Action jump = keys.actions().get(1);
        assertThat(keys.conflict(jump, CTRL_N)).map(KeyBindings.Action::words).as("heard everywhere").contains("new run");
        assertThat(keys.conflict(jump, new KeyCodeCombination(KeyCode.D))).as("heard elsewhere").isEmpty();
        assertThat(keys.conflict(jump, new KeyCodeCombination(KeyCode.LEFT))).as("one of several").map(KeyBindings.Action::id)
                .contains("step");
        assertThat(keys.conflict(jump, G)).as("its own").isEmpty();
    }

    @Test
    void aFileThatGivesTwoActionsOneKeyOrNoneIsToldOf() {
        KeyBindings keys = keys(Map.of("goto", "Shortcut+N", "grid", "no such key", "step", "X", "unknown", "Y"));
        assertThat(keys.conflicts()).extracting(KeyBindings.Action::id).containsExactly("new", "goto");
        assertThat(keys.written("grid")).as("what cannot be read is left out").isEqualTo("D");
        assertThat(keys.isChosen("step")).as("not changeable").isFalse();
    }

    @Test
    void keysAreReadAsListsWriteThem() {
        assertThat(WrittenKeys.parse("Ctrl Shift S")).containsExactly(
                new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        assertThat(WrittenKeys.parse("Alt ←  →")).isEqualTo(List.of(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN),
                new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN)));
        assertThat(WrittenKeys.parse("PgUp  PgDn")).hasSize(2);
        assertThat(WrittenKeys.isOne("Ctrl F")).isTrue();
        assertThat(WrittenKeys.isOne("N  P")).isFalse();
    }
}
