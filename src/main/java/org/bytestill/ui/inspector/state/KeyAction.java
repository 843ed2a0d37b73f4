package org.bytestill.ui.inspector.state;

import java.util.function.Predicate;
import javafx.scene.input.KeyEvent;

/**
 * A keyboard shortcut and its action, defined once: the key handler runs it and the list of keys shows it.
 *
 * @param keys how the key is written
 * @param what key of its words in the bundle
 * @param when whether an event means it
 */
public record KeyAction(String keys, String what, Predicate<KeyEvent> when, java.util.function.Consumer<KeyEvent> act) {}
