package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the window up. */
class PreferencesDialogTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FxRoom room;
    private ShownWindow shown;
    private Scene page;

    @BeforeEach
    void openThePreferences() throws Exception {
        room = new FxRoom();
        SampleRuns.into(engine, folder.resolve("runs"));
        shown = new ShownWindow(engine, new Home(folder, Optional.empty()), Theme.Mode.LIGHT, 1024, 700);
        FxRoom.onFx(() -> {
            shown.window().model().open(engine.summaries.get(0).folder(), Tab.DASHBOARD);
            shown.scene().getAccelerators().get(new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN)).run();
            return null;
        });
        FxRoom.until(() -> find() != null);
        page = find().getScene();
    }

    private static Window find() {
        return Window.getWindows().stream()
                .filter(window -> window.getScene() != null && window.getScene().lookup("#preferences-scroll") != null).findFirst()
                .orElse(null);
    }

    @AfterEach
    void leave() throws Exception {
        FxRoom.onFx(() -> {
            page.getWindow().hide();
            return null;
        });
        shown.close();
        room.close();
    }

    private void fire(String id) throws Exception {
        FxRoom.onFx(() -> {
            ((ButtonBase) page.lookup(id)).fire();
            return null;
        });
    }

    @Test
    void highContrastIsSeenAtOnce() throws Exception {
        FxRoom.shot(page, "preferences-light");
        FxRoom.onFx(() -> {
            page.getRoot().lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                    .filter(button -> button.getText().equals("High contrast")).forEach(ToggleButton::fire);
            return null;
        });
        assertThat(shown.scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("tokens-contrast.css"));
        FxRoom.shot(page, "preferences-contrast");
        FxRoom.shot(shown.scene(), "dashboard-contrast-1024");
    }

    @Test
    void whatHoldsFromTheNextStartSaysSo() throws Exception {
        assertThat(page.lookup("#restart").isVisible()).isFalse();
        FxRoom.onFx(() -> {
            ((CheckBox) page.lookup("#draw-on-cpu")).fire();
            return null;
        });
        assertThat(page.lookup("#restart").isVisible()).isTrue();
        FxRoom.until(() -> Files.exists(folder.resolve("preferences.json"))
                && Files.readString(folder.resolve("preferences.json")).contains("\"drawOnCpu\" : true"));
    }

    @Test
    void aKeyIsChangedAndOneThatIsTakenNamesWhoHasIt() throws Exception {
        FxRoom.onFx(() -> {
            ((ScrollPane) page.lookup("#preferences-scroll")).setVvalue(0.45);
            page.lookup("#key-newRun").requestFocus();
            return null;
        });
        fire("#key-newRun");
        UserRobot robot = new UserRobot();
        robot.push(KeyCode.F5);
        FxRoom.until(() -> page.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText())
                .anyMatch("F5 is taken by “look at the folder again” (Anywhere). Press another, or change that one first."::equals));
        FxRoom.shot(page, "preferences-keys-light");
        robot.push(KeyCode.F7);
        FxRoom.until(() -> ((ButtonBase) page.lookup("#key-newRun")).getText().equals("F7"));
        assertThat(shown.scene().getAccelerators()).containsKey(new KeyCodeCombination(KeyCode.F7))
                .doesNotContainKey(new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN));
    }
}
