package org.bytestill.ui.preferences;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What JavaFX must be told before it starts; hence it holds from the next start on. What the command line says goes before. */
public final class StartOptions {
    private static final double WHOLE = 100;

    private StartOptions() {}

    /** Sets the system's properties that are not set yet. */
    public static void set(Preferences preferences) {
        of(preferences, System.getProperty("os.name")).forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    /** macOS scales its windows itself. */
    static Map<String, String> of(Preferences preferences, String system) {
        Map<String, String> properties = new TreeMap<>();
        String name = system.toLowerCase(Locale.ROOT);
        if (preferences.scalePercent() > 0 && !name.contains("mac")) {
            properties.put(name.contains("win") ? "glass.win.uiScale" : "glass.gtk.uiScale",
                    String.valueOf(preferences.scalePercent() / WHOLE));
        }
        if (preferences.drawOnCpu()) {
            properties.put("prism.order", "sw");
        }
        return properties;
    }
}
