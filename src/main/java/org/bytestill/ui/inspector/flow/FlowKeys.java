package org.bytestill.ui.inspector.flow;

import java.util.List;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.FlowModel.Picture;
import org.bytestill.ui.inspector.state.KeyAction;

/** The keyboard shortcuts of the mass flow: picture, order, and the highlighted token. */
public final class FlowKeys {
    private static final List<KeyCode> DIGITS = List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4);
    private static final List<KeyCode> NUMPAD = List.of(KeyCode.NUMPAD1, KeyCode.NUMPAD2, KeyCode.NUMPAD3, KeyCode.NUMPAD4);

    private FlowKeys() {}

    public static List<KeyAction> of(FlowModel flow) {
        return List.of(
                new KeyAction("1  2  3  4", "key.picture", plain(event -> picture(event) >= 0),
                        event -> flow.pictureProperty().set(Picture.values()[picture(event)])),
                new KeyAction("O", "key.order", plain(event -> event.getCode() == KeyCode.O),
                        event -> flow.byMassProperty().set(!flow.byMassProperty().get())),
                new KeyAction(",  .", "key.token", plain(event -> event.getCode() == KeyCode.PERIOD || event.getCode() == KeyCode.COMMA),
                        event -> flow.lightNext(event.getCode() == KeyCode.PERIOD)),
                new KeyAction("Esc", "key.unlight", plain(event -> event.getCode() == KeyCode.ESCAPE && flow.litProperty().get() != null),
                        event -> flow.litProperty().set(null)));
    }

    private static int picture(KeyEvent event) {
        return Math.max(DIGITS.indexOf(event.getCode()), NUMPAD.indexOf(event.getCode()));
    }

    private static Predicate<KeyEvent> plain(Predicate<KeyEvent> key) {
        return event -> key.test(event) && !event.isShortcutDown() && !event.isAltDown();
    }
}
