package org.bytestill.ui.common;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCombination;

/** Keys as lists of them write them: {@code Ctrl Shift S}, or several with the same modifiers and two spaces between, {@code Alt ←  →}. */
public final class WrittenKeys {
    private static final String BETWEEN_KEYS = " {2,}";
    private static final Map<String, String> NAMES = Map.of("←", "Left", "→", "Right", "↑", "Up", "↓", "Down", "PgUp", "Page Up", "PgDn",
            "Page Down", "−", "Subtract", "+", "'+'", "Ctrl", "Shortcut");

    private WrittenKeys() {}

    /** Whether it is one key that another may stand for. A sign such as ? lies elsewhere on each keyboard. */
    public static boolean isOne(String written) {
        return !written.matches(".*" + BETWEEN_KEYS + ".*") && !written.equals("?");
    }

    public static List<KeyCombination> parse(String written) {
        String[] keys = written.split(BETWEEN_KEYS);
        int last = keys[0].lastIndexOf(' ');
        String modifiers = last < 0 ? "" : keys[0].substring(0, last + 1);
        keys[0] = keys[0].substring(last + 1);
        return Arrays.stream(keys).map(key -> combination(modifiers, key)).toList();
    }

    private static KeyCombination combination(String modifiers, String key) {
        StringBuilder name = new StringBuilder();
        for (String modifier : modifiers.isEmpty() ? new String[0] : modifiers.split(" ")) {
            name.append(NAMES.getOrDefault(modifier, modifier)).append('+');
        }
        String named = NAMES.getOrDefault(key, key);
        boolean isSign = named.length() == 1 && !Character.isLetterOrDigit(named.charAt(0));
        return KeyCombination.valueOf(name + (isSign ? "'" + named + "'" : named));
    }
}
