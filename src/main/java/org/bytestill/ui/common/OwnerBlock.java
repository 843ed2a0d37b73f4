package org.bytestill.ui.common;

import java.util.Set;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps input from a window while a dialog is open over it, and brings the dialog to the front instead. JavaFX's own modality
 * gives the window a fixed size for that time; X11 window managers then un-maximise it.
 */
final class OwnerBlock {
    /** What must still arrive, or a button would stay lit after the pointer has left it. */
    private static final Set<EventType<?>> LEAVING = Set.of(MouseEvent.MOUSE_EXITED, MouseEvent.MOUSE_EXITED_TARGET,
            MouseEvent.MOUSE_RELEASED);
    private static final Set<EventType<?>> ASKING = Set.of(MouseEvent.MOUSE_PRESSED, KeyEvent.KEY_PRESSED,
            WindowEvent.WINDOW_CLOSE_REQUEST);

    private final Window owner;
    private final Runnable toFront;
    private final EventHandler<Event> filter = this::keepOut;

    /** {@code owner} may be null: then there is nothing to block. */
    OwnerBlock(@Nullable Window owner, Runnable toFront) {
        this.owner = owner;
        this.toFront = toFront;
    }

    void start() {
        if (owner != null) {
            owner.addEventFilter(InputEvent.ANY, filter);
            owner.addEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, filter);
        }
    }

    void end() {
        if (owner != null) {
            owner.removeEventFilter(InputEvent.ANY, filter);
            owner.removeEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, filter);
        }
    }

    private void keepOut(Event event) {
        if (LEAVING.contains(event.getEventType())) {
            return;
        }
        event.consume();
        if (ASKING.contains(event.getEventType())) {
            toFront.run();
        }
    }
}
