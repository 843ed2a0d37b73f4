package org.bytestill.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.BaseRobot;
import org.testfx.robot.KeyboardRobot;
import org.testfx.robot.Motion;
import org.testfx.robot.MouseRobot;
import org.testfx.service.query.PointQuery;

/**
 * Mouse and keyboard of somebody at the window. TestFX's own robot moves the pointer a pixel at a time and sleeps for 200 ms after every
 * part of an action, a second a click; this one acts at once and waits for {@link FxRoom#settle} after each action.
 */
public final class UserRobot extends FxRobot {
    private final BaseRobot devices = robotContext().getBaseRobot();
    private final MouseRobot mouse = robotContext().getMouseRobot();
    private final KeyboardRobot keyboard = robotContext().getKeyboardRobot();

    @Override
    public UserRobot clickOn(PointQuery target, Motion motion, MouseButton... buttons) {
        mouse.moveNoWait(target.query());
        FxRoom.settle();
        // What the pointer entered may have moved it.
        mouse.moveNoWait(target.query());
        mouse.pressNoWait(buttons);
        mouse.releaseNoWait(buttons);
        FxRoom.settle();
        return this;
    }

    @Override
    public UserRobot push(KeyCode... combination) {
        keyboard.pressNoWait(combination);
        keyboard.releaseNoWait(reversed(combination));
        FxRoom.settle();
        return this;
    }

    @Override
    public UserRobot type(KeyCode... keys) {
        for (KeyCode key : keys) {
            push(key);
        }
        return this;
    }

    /** Types into the focused window, all at once. */
    @Override
    public UserRobot write(String text) {
        Scene scene = robotContext().getWindowFinder().window(Window::isFocused).getScene();
        text.chars().forEach(character -> devices.typeKeyboard(scene, KeyCode.UNDEFINED, Character.toString(character)));
        FxRoom.settle();
        return this;
    }

    private static KeyCode[] reversed(KeyCode... keys) {
        List<KeyCode> backwards = new ArrayList<>(List.of(keys));
        Collections.reverse(backwards);
        return backwards.toArray(KeyCode[]::new);
    }
}
