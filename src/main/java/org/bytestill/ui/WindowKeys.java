package org.bytestill.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.KeyBindings.Area;
import org.bytestill.ui.common.WrittenKeys;
import org.bytestill.util.Texts;

/** The keys that are heard everywhere in the window, and the list of those that screens without changeable keys have. */
final class WindowKeys {
    private final Texts texts = Texts.of("shell");
    private final KeyBindings keys;
    private final Map<String, Runnable> actions = new LinkedHashMap<>();

    WindowKeys(KeyBindings keys) {
        this.keys = keys;
    }

    /** Adds what can be done anywhere. */
    void add(WindowActions window, Runnable refresh, Runnable theme, Runnable fullScreen) {
        shortcut(KeyCode.N, "newRun", window::newRun);
        shortcut(KeyCode.O, "open", window::openRun);
        shortcut(KeyCode.DIGIT0, "runs", window::runs);
        shortcut(KeyCode.COMMA, "preferences", window::preferences);
        shortcut(KeyCode.T, "theme", theme);
        add("refresh", new KeyCodeCombination(KeyCode.F5), refresh);
        add("fullScreen", new KeyCodeCombination(KeyCode.F11), fullScreen);
        add("help", new KeyCodeCombination(KeyCode.F1), window::help);
        add("glossary", new KeyCodeCombination(KeyCode.F1, KeyCombination.SHIFT_DOWN), window::glossary);
        shortcut(KeyCode.Q, "quit", window::quit);
        fixed("list.rename", Area.RUNS, "help.key.rename", "F2");
        fixed("list.tags", Area.RUNS, "help.key.tags", "F4");
        fixed("list.compare", Area.RUNS, "help.key.compare", "Ctrl+M");
        fixed("list.queue", Area.RUNS, "help.key.queue", "Ctrl+U");
        fixed("list.copy", Area.RUNS, "help.key.copy", "Ctrl+D");
        fixed("list.goOn", Area.RUNS, "help.key.goOn", "Ctrl+Shift+D");
        fixed("list.repeat", Area.RUNS, "help.key.repeat", "Ctrl+R");
        fixed("list.resume", Area.RUNS, "help.key.resume", "Ctrl+G");
        fixed("list.folder", Area.RUNS, "help.key.folder", "Ctrl+E");
        fixed("list.delete", Area.RUNS, "help.key.delete", "Delete");
        fixed("list.menu", Area.RUNS, "help.key.menu", "Shift+F10");
        fixed("dashboard.space", Area.DASHBOARD, "help.key.space", "Space");
        fixed("chart.read", Area.CHART, "help.key.read", "←  →");
        fixed("chart.zoom", Area.CHART, "help.key.zoom", "+  −");
        fixed("chart.follow", Area.CHART, "help.key.follow", "Home");
        fixed("chart.inspect", Area.CHART, "help.key.inspect", "I");
    }

    /** Adds the keys of the tabs that are offered: their places. */
    void addTabs(Set<Tab> offered, java.util.function.Consumer<Tab> turnTo) {
        for (Tab tab : new TreeSet<>(offered)) {
            KeyCombination key = new KeyCodeCombination(KeyCode.valueOf("DIGIT" + (tab.ordinal() + 1)), KeyCombination.SHORTCUT_DOWN);
            String id = "tab." + tab.name().toLowerCase(java.util.Locale.ROOT);
            keys.add(Area.WINDOW, id, Header.nameOf(tab), key);
            actions.put(id, () -> turnTo.accept(tab));
        }
    }

    private void shortcut(KeyCode code, String id, Runnable action) {
        add(id, new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), action);
    }

    private void add(String id, KeyCombination key, Runnable action) {
        keys.add(Area.WINDOW, id, texts.get("help.key." + id), key);
        actions.put(id, action);
    }

    private void fixed(String id, Area area, String words, String written) {
        List<KeyCombination> own = WrittenKeys.parse(written);
        keys.add(new KeyBindings.Action(id, area, texts.get(words), written, own, false));
    }

    /** Listens in a scene, also when keys are changed. */
    void listen(Scene scene) {
        install(scene);
        keys.revisionProperty().addListener((observable, before, now) -> install(scene));
    }

    private void install(Scene scene) {
        scene.getAccelerators().clear();
        actions.forEach((id, action) -> keys.keys(id).forEach(key -> scene.getAccelerators().put(key, action)));
    }
}
