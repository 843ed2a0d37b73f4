package org.bytestill.ui.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.slf4j.LoggerFactory;

/**
 * Which keys do what. Screens add what can be done by a key; whoever listens to keys asks here, so that a person may choose others. No two
 * actions of one place have the same key.
 */
public final class KeyBindings {
    /** Where a key is heard; those of the window everywhere. */
    public enum Area { WINDOW, RUNS, DASHBOARD, INSPECTOR, CHART }

    /**
     * Something that a key does.
     *
     * @param id         names it in the settings
     * @param words      what it does, for people
     * @param written    how its standard keys are written
     * @param standard   its keys, unless a person chose another
     * @param changeable whether another key may be chosen; several keys that belong together may not be changed
     */
    public record Action(String id, Area area, String words, String written, List<KeyCombination> standard, boolean changeable) {}

    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final Map<String, KeyCombination> chosen = new TreeMap<>();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision");

    /** All as they are when nobody has chosen. */
    public static KeyBindings standard() {
        return new KeyBindings(Map.of());
    }

    /** @param chosen keys by the action's id, as {@link KeyCombination#valueOf} reads them; what it cannot read is left out */
    public KeyBindings(Map<String, String> chosen) {
        chosen.forEach((id, keys) -> {
            Optional<KeyCombination> read = read(keys);
            read.ifPresentOrElse(key -> this.chosen.put(id, key),
                    () -> LoggerFactory.getLogger(KeyBindings.class).warn("\"{}\" is no key; {} keeps its own", keys, id));
        });
    }

    private static Optional<KeyCombination> read(String keys) {
        try {
            return Optional.of(KeyCombination.valueOf(keys)).filter(KeyCodeCombination.class::isInstance);
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Adds an action whose one key a person may change. */
    public void add(Area area, String id, String words, KeyCombination standard) {
        add(new Action(id, area, words, standard.getDisplayText(), List.of(standard), true));
    }

    /** Adds an action, or replaces the one of this id. */
    public void add(Action action) {
        actions.put(action.id(), action);
    }

    public List<Action> actions() {
        return List.copyOf(actions.values());
    }

    /** Changes with every choice. */
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** The keys of an action. */
    public List<KeyCombination> keys(String id) {
        Action action = actions.get(id);
        KeyCombination own = chosen.get(id);
        return own != null && action.changeable() ? List.of(own) : action.standard();
    }

    public boolean isPressed(String id, KeyEvent event) {
        return keys(id).stream().anyMatch(keys -> keys.match(event));
    }

    public boolean isChosen(String id) {
        return chosen.containsKey(id) && actions.get(id).changeable();
    }

    /** How its keys are written, for people. */
    public String written(String id) {
        return isChosen(id) ? chosen.get(id).getDisplayText() : actions.get(id).written();
    }

    /** Another action that is heard in the same place and has this key. */
    public Optional<Action> conflict(Action action, KeyCombination keys) {
        return actions.values().stream().filter(other -> !other.id().equals(action.id()) && meet(other.area(), action.area()))
                .filter(other -> keys(other.id()).contains(keys)).findFirst();
    }

    private static boolean meet(Area one, Area other) {
        return one == other || one == Area.WINDOW || other == Area.WINDOW;
    }

    /** Actions whose keys are those of others, each with its other: so a settings file may have it. */
    public List<Action> conflicts() {
        List<Action> all = new ArrayList<>();
        for (Action action : actions.values()) {
            keys(action.id()).stream().flatMap(keys -> conflict(action, keys).stream()).findFirst().ifPresent(other -> all.add(action));
        }
        return all;
    }

    /** Gives an action another key; the caller has asked for a {@link #conflict}. */
    public void choose(String id, KeyCombination keys) {
        if (actions.get(id).standard().equals(List.of(keys))) {
            chosen.remove(id);
        } else {
            chosen.put(id, keys);
        }
        revision.set(revision.get() + 1);
    }

    /** Gives an action its own key back. */
    public void reset(String id) {
        chosen.remove(id);
        revision.set(revision.get() + 1);
    }

    /** What was chosen, as the constructor takes it. */
    public Map<String, String> chosen() {
        return chosen.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getName()));
    }
}
