package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.input.ContextMenuEvent;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.ChartPlaces;
import org.bytestill.ui.common.chart.SampleLog;
import org.bytestill.ui.common.chart.TimeChart;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a spike of the loss on the dashboard to the text that caused it, in the whole window. */
@Tag("ui")
class LossSpikeTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FxRoom room;
    private ShownWindow shown;

    @BeforeEach
    void enter() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void leave() throws Exception {
        shown.close();
        room.close();
    }

    private void open(FakeRun run) throws Exception {
        Home home = new Home(folder, Optional.of(Path.of("sample-data").toAbsolutePath()));
        shown = new ShownWindow(engine, home, Theme.Mode.LIGHT, 1600, 1000);
        FxRoom.onFx(() -> {
            shown.window().show(run, Tab.DASHBOARD);
            return null;
        });
    }

    private Scene scene() {
        return shown.scene();
    }

    private String text(String id) throws Exception {
        return FxRoom.onFx(() -> ((Labeled) scene().lookup(id)).getText());
    }

    @Test
    void aSpikeOfTheLossLeadsToTheTextThatCausedIt() throws Exception {
        SampleRuns.into(engine, folder.resolve("runs"));
        FakeRun run = (FakeRun) engine.runs.values().iterator().next();
        run.config = RunConfigFile.with(RunConfigFile.with(run.config, "teacher", "/models/big"), "student", "/models/small");
        run.checkpoints.replaceAll(
                old -> old.update() == 0 ? old : new CheckpointInfo(old.update(), run.folder().resolve("step-" + old.update()), old.best(),
                        old.last(), old.bitsPerByte(), old.klBits(), old.sizeBytes()));
        run.log = SampleLog.ofCovering(2000, 100).withSpikeAt(777).trainedTo(1220);
        List<Integer> asked = new ArrayList<>();
        byte[] odd = "x\u0000zzzz".getBytes(StandardCharsets.UTF_8);
        engine.batches = update -> {
            asked.add(update);
            return List.of(new BatchDocument("train.txt@8192", "the quick brown fox".getBytes(StandardCharsets.UTF_8)),
                    new BatchDocument("train.txt@9216", odd));
        };
        List<InspectionRequest> inspected = new CopyOnWriteArrayList<>();
        engine.inspections = request -> {
            inspected.add(request);
            return CompletableFuture.completedFuture(ToyInspection.of(request.text()));
        };
        open(run);
        TimeChart chart = (TimeChart) scene().lookup("#token-loss");
        FxRoom.until(() -> text("#status").equals("Training, update 1,220 of 2,000")
                && !chart.getAccessibleText().endsWith("nothing measured yet."));
        FxRoom.onFx(() -> {
            // A pixel beside the spike: the worst update near the pointer is meant, not the one exactly below it.
            Point2D inScene = chart.localToScene(ChartPlaces.column(chart, 777) + 2, chart.getHeight() / 2);
            Point2D onScreen = chart.localToScreen(chart.sceneToLocal(inScene));
            Event.fireEvent(chart,
                    new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, inScene.getX(), inScene.getY(), onScreen.getX(),
                            onScreen.getY(), false, null));
            return null;
        });
        new UserRobot().clickOn("Inspect this batch  I");
        FxRoom.until(() -> scene().lookup("#inspector-batch") != null && !inspected.isEmpty()
                && ((Labeled) scene().lookup("#inspector-notice")).getText().equals("From train.txt@8192"));
        assertThat(asked).containsExactly(777);
        InspectionRequest first = inspected.get(inspected.size() - 1);
        assertThat(new String(first.text(), StandardCharsets.UTF_8)).isEqualTo("the quick brown fox");
        assertThat(first.student().folder()).as("of the checkpoints 0, 1,100 and 1,200 the one before").isEqualTo(run.folder());
        assertThat(text("#inspector-batch")).isEqualTo("Update 777");
        assertThat(FxRoom.onFx(() -> scene().lookup("#inspector-text").getParent().isVisible())).as("the text and its batch are in front")
                .isTrue();
        FxRoom.shot(scene(), "inspector-batch-light");
        FxRoom.onFx(() -> {
            ((MenuButton) scene().lookup("#inspector-batch")).getItems().get(1).fire();
            return null;
        });
        FxRoom.until(() -> Arrays.equals(inspected.get(inspected.size() - 1).text(), odd));
    }
}
