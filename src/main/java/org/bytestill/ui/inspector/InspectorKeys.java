package org.bytestill.ui.inspector;

import javafx.scene.control.TextInputControl;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.bytestill.ui.inspector.InspectorViewModel.Move;

/** The keys of the inspector. They act wherever the keyboard is on this screen, except in a text or a table. */
final class InspectorKeys {
    private final InspectorViewModel model;
    private final ByteRibbon ribbon;

    InspectorKeys(InspectorViewModel model, ByteRibbon ribbon) {
        this.model = model;
        this.ribbon = ribbon;
    }

    void handle(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || event.getTarget() instanceof TableView<?>) {
            return;
        }
        Move move = move(event);
        if (move != null) {
            model.move(move);
            event.consume();
        } else if (event.getCode() == KeyCode.L && !event.isShortcutDown()) {
            model.logarithmicProperty().set(!model.logarithmicProperty().get());
            event.consume();
        }
    }

    private Move move(KeyEvent event) {
        boolean forward = event.getCode() == KeyCode.RIGHT;
        int page = ribbon.columns();
        return switch (event.getCode()) {
            case LEFT, RIGHT -> sideways(event, forward);
            case HOME -> (moves, from) -> 0;
            case END -> (moves, from) -> moves.byBytes(Integer.MAX_VALUE / 2, 0);
            case PAGE_UP -> (moves, from) -> moves.byBytes(from, -page);
            case PAGE_DOWN -> (moves, from) -> moves.byBytes(from, page);
            case N -> event.isShortcutDown() ? null : CursorMoves::nextWorst;
            case P -> event.isShortcutDown() ? null : CursorMoves::previousWorst;
            default -> null;
        };
    }

    private static Move sideways(KeyEvent event, boolean forward) {
        if (event.isAltDown() && event.isShiftDown()) {
            return (moves, from) -> moves.byStudentToken(from, forward);
        }
        if (event.isAltDown()) {
            return (moves, from) -> moves.byTeacherToken(from, forward);
        }
        return event.isControlDown() ? (moves, from) -> moves.byCharacter(from, forward)
                : (moves, from) -> moves.byBytes(from, forward ? 1 : -1);
    }
}
