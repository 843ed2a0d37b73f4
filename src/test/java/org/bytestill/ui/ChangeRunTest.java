package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard offers when a run needs somebody: an alert with its action, other values, and half the rate after a failure. */
@Tag("ui")
class ChangeRunTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FakeRun run;
    private FxRoom room;
    private ShownWindow shown;
    private UserRobot robot;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
        robot = new UserRobot();
        SampleRuns.into(engine, folder.resolve("runs"));
        run = (FakeRun) engine.runs.values().iterator().next();
        Home home = new Home(folder, Optional.of(Path.of("sample-data").toAbsolutePath()));
        shown = new ShownWindow(engine, home, Theme.Mode.LIGHT, 1024, 700);
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

    private Scene scene() {
        return shown.scene();
    }

    private static boolean isShown(Scene scene, String id) throws Exception {
        return FxRoom.onFx(() -> {
            Node node = scene.lookup(id);
            return node != null && node.isVisible() && node.getLayoutBounds().getHeight() > 0;
        });
    }

    private Scene dialog() throws Exception {
        FxRoom.until(() -> FxRoom
                .onFx(() -> Window.getWindows().stream().anyMatch(window -> window.getScene().lookup("#change-go-on") != null)));
        return FxRoom.onFx(() -> Window.getWindows().stream().map(Window::getScene).filter(each -> each.lookup("#change-go-on") != null)
                .findFirst().orElseThrow());
    }

    @Test
    void anAlertOffersToStopAndIsPutAwayAfterwards() throws Exception {
        run.events.add(new RunEvent(RunEvent.Kind.WARNING, 1200, Instant.now(), "The validation text was worse.", "validation-worse"));
        FxRoom.until(() -> isShown(scene(), "#validation-worse-stop"));
        FxRoom.shot(scene(), "alert");
        robot.clickOn("#validation-worse-stop");
        FxRoom.until(() -> run.requests.contains("stop, save true"));
    }

    @Test
    void aTeacherThatLeavesTextOutLeadsToACopyWithAWiderBeam() throws Exception {
        run.events.add(new RunEvent(RunEvent.Kind.WARNING, 0, Instant.now(), "1.5 % of the mass is lost.", "mass-lost"));
        FxRoom.until(() -> isShown(scene(), "#mass-lost-wider"));
        Files.writeString(Files.createDirectories(run.folder()).resolve("run.yaml"), RunConfigFile.write(run.config()));
        robot.clickOn("#mass-lost-wider");
        FxRoom.until(() -> isShown(scene(), "#wizard"));
        robot.clickOn("#step-method");
        FxRoom.until(() -> FxRoom.onFx(() -> scene().getRoot().lookupAll(".text-field").stream()
                .anyMatch(field -> "converter.threshold".equals(field.getId()) && ((TextField) field).getText().equals("0.001"))));
    }

    @Test
    void aRunThatWentAstrayShowsTheTextsOfTheUpdateAndOffersHalfTheRate() throws Exception {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        engine.batches = update -> {
            asked.add(update);
            return List.of(new BatchDocument("train.txt, 0", "All the spray".getBytes(StandardCharsets.UTF_8)));
        };
        RunProgress now = run.progress;
        run.failure = ExitCode.NOT_FINITE;
        run.progress = new RunProgress(RunState.FAILED, 2, 2, now.update(), now.updates(), now.bytes(), now.plannedBytes(), 0, 0,
                now.convertedBytes(), now.bytesToConvert(), "Update 1221 gave a loss that is not a number.");
        FxRoom.until(() -> isShown(scene(), "#failed-half-rate") && isShown(scene(), "#failed-batch"));
        FxRoom.shot(scene(), "failed-astray");
        robot.clickOn("#failed-batch");
        FxRoom.until(() -> asked.contains(1221));
    }

    @Test
    void aRunWithoutMemoryGoesOnWithHalfTheMicroBatchByOneClick() throws Exception {
        RunProgress now = run.progress;
        run.failure = ExitCode.OUT_OF_MEMORY;
        run.progress = new RunProgress(RunState.FAILED, 2, 2, now.update(), now.updates(), now.bytes(), now.plannedBytes(), 0, 0,
                now.convertedBytes(), now.bytesToConvert(), "There is not enough memory. Training needs about 9.3 GB.");
        FxRoom.until(() -> isShown(scene(), "#failed-half-batch") && isShown(scene(), "#failed-recompute"));
        assertThat(isShown(scene(), "#failed-half-rate")).as("the rate is not to blame").isFalse();
        FxRoom.shot(scene(), "failed-memory");
        robot.clickOn("#failed-half-batch");
        FxRoom.until(() -> "4".equals(engine.changed.get("training.micro_batch_documents")));
    }

    @Test
    void aPausedRunGoesOnWithAnotherRate() throws Exception {
        run.state(RunState.PAUSED);
        FxRoom.until(() -> isShown(scene(), "#change"));
        FxRoom.shot(scene(), "paused");
        robot.clickOn("#change");
        Scene dialog = dialog();
        TextField rate = (TextField) dialog.lookup("#change-training-learning_rate");
        assertThat(FxRoom.onFx(() -> dialog.lookup("#change-go-on").isDisabled())).as("nothing differs yet").isTrue();
        FxRoom.shot(dialog, "change-run");
        FxRoom.onFx(() -> {
            rate.setText("-1");
            return null;
        });
        assertThat(FxRoom.onFx(() -> dialog.lookup("#change-go-on").isDisabled())).as("no rate is below 0").isTrue();
        FxRoom.onFx(() -> {
            rate.setText("3e-6");
            return null;
        });
        robot.clickOn(FxRoom.onFx(() -> dialog.lookup("#change-go-on")));
        FxRoom.until(() -> "3e-6".equals(engine.changed.get("training.learning_rate")));
    }
}
