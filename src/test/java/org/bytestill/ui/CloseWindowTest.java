package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four ways to close the window while a run trains, as a person goes them. */
class CloseWindowTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FxRoom room;
    private ShownWindow shown;
    private FakeRun run;

    @BeforeEach
    void openARunThatTrains() throws Exception {
        room = new FxRoom();
        run = FakeRun.training(folder.resolve("runs/run"));
        engine.runs.put(run.folder(), run);
        shown = new ShownWindow(engine, new Home(folder, Optional.empty()), Theme.Mode.LIGHT, 1024, 700);
        FxRoom.onFx(() -> {
            shown.window().show(run, Tab.DASHBOARD);
            return null;
        });
    }

    @AfterEach
    void leave() throws Exception {
        shown.close();
        room.close();
    }

    private Scene question() throws Exception {
        FxRoom.onFx(() -> {
            shown.window().quit();
            return null;
        });
        FxRoom.until(() -> find("#close") != null);
        return find("#close").getScene();
    }

    private static Window find(String id) {
        return Window.getWindows().stream().filter(window -> window.getScene() != null && window.getScene().lookup(id) != null)
                .findFirst().orElse(null);
    }

    private void choose(String id) throws Exception {
        Scene question = question();
        FxRoom.onFx(() -> {
            ((ButtonBase) question.lookup(id)).fire();
            return null;
        });
    }

    @Test
    void theRunGoesOnInTheBackgroundByEnterAlone() throws Exception {
        Scene question = question();
        FxRoom.shot(question, "close-light");
        assertThat(question.getFocusOwner().getId()).isEqualTo("close-background");
        new UserRobot().push(KeyCode.ENTER);
        FxRoom.until(() -> !shown.stage().isShowing());
        assertThat(engine.handedOver).containsExactly(run.folder());
        assertThat(engine.closed).isTrue();
    }

    @Test
    void theRunIsPausedAndSaved() throws Exception {
        choose("#close-pause");
        FxRoom.until(() -> !shown.stage().isShowing());
        assertThat(run.requests).containsExactly("rest");
        assertThat(engine.closed).isTrue();
    }

    @Test
    void theRunIsStoppedAndSaved() throws Exception {
        choose("#close-stop");
        FxRoom.until(() -> !shown.stage().isShowing());
        assertThat(run.requests).isEmpty();
        assertThat(engine.closed).as("which stops it with a checkpoint").isTrue();
    }

    @Test
    void cancelLeavesEverythingAsItIs() throws Exception {
        question();
        new UserRobot().push(KeyCode.ESCAPE);
        FxRoom.until(() -> find("#close") == null);
        assertThat(shown.stage().isShowing()).isTrue();
        assertThat(engine.closed).isFalse();
        assertThat(run.requests).isEmpty();
        assertThat(engine.handedOver).isEmpty();
    }

    @Test
    void aPausedRunNeedsNoQuestion() throws Exception {
        run.state(RunState.PAUSED);
        FxRoom.onFx(() -> {
            shown.window().quit();
            return null;
        });
        FxRoom.until(() -> !shown.stage().isShowing());
        assertThat(engine.closed).as("which lets it rest").isTrue();
    }

    @Test
    void aRunThatCannotGoOnInTheBackgroundKeepsTheWindow() throws Exception {
        engine.refusesToHandOver = UserError.badInput("The run could not go on in the background.");
        choose("#close-background");
        FxRoom.until(() -> find("#error") != null);
        Scene error = find("#error").getScene();
        assertThat(error.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText()))
                .contains("The run could not go on in the background.");
        FxRoom.onFx(() -> {
            error.getWindow().hide();
            return null;
        });
        assertThat(shown.stage().isShowing()).isTrue();
        assertThat(engine.closed).isFalse();
    }

    @Test
    void thePausedRunOfThisWindowCanFreeItsMemory() throws Exception {
        run.state(RunState.PAUSED);
        FxRoom.until(() -> shown.scene().lookup("#rest").isVisible());
        FxRoom.shot(shown.scene(), "dashboard-paused-light-1024");
        FxRoom.onFx(() -> {
            ((ButtonBase) shown.scene().lookup("#rest")).fire();
            return null;
        });
        FxRoom.until(() -> run.requests.contains("rest") && !shown.scene().lookup("#rest").isVisible());
    }
}
