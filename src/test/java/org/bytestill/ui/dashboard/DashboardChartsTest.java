package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.objective.HalfObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Metric;
import org.bytestill.run.NotesFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunNotes;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.SampleLog;
import org.bytestill.ui.common.chart.TimeChart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which charts of the list a run has, and that a further line of it is a further chart. */
@Tag("ui")
class DashboardChartsTest {
    @TempDir
    Path folder;
    private FakeRun run = FakeRun.training(Path.of("runs/whales"));
    private FxRoom room;
    private Scene scene;

    @BeforeEach
    void enter() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void leave() throws Exception {
        room.close();
    }

    private void show(DashboardCharts charts) throws Exception {
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        scene = room.show(theme, () -> {
            DashboardView view = new DashboardView(new FakeEngine(), theme, new Tasks(Runnable::run, Runnable::run), failure -> {
                throw new AssertionError(failure);
            }, charts);
            view.show(run);
            return (Parent) view.node();
        }, 1400, 900).getScene();
    }

    private static DashboardCharts with(ChartSpec... more) {
        List<ChartSpec> large = new ArrayList<>(DashboardCharts.ALL.large());
        large.addAll(List.of(more));
        return new DashboardCharts(large, DashboardCharts.ALL.curves());
    }

    private Bounds place(String id) {
        Node chart = scene.lookup(id.startsWith("#") ? id : "#" + id);
        return chart.localToScene(chart.getLayoutBounds());
    }

    @Test
    void aChartOfTheListIsDrawnBelowTheOthersAndTakesTheWholeRow() throws Exception {
        show(with(ChartSpec.ofUpdates("total", "top1", Metric.HEAD_KL, 3)));
        assertThat(scene.lookup("#total").getAccessibleText()).startsWith("top-1").doesNotContain("nothing measured");
        assertThat(place("total").getMinY()).isGreaterThan(place("byte-loss").getMaxY()).isGreaterThan(place("token-loss").getMaxY());
        assertThat(place("total").getMinX()).isEqualTo(place("byte-loss").getMinX());
        assertThat(place("total").getMaxX()).isEqualTo(place("token-loss").getMaxX());
        assertThat(place("total").getHeight()).isGreaterThan(100);
        FxRoom.shot(scene, "dashboard-one-chart-more");
    }

    @Test
    void aMetricOfEvaluationsIsDrawnOnceOneHasMeasuredIt() throws Exception {
        show(with(ChartSpec.ofEvaluations("agreement", "top1", Metric.TOP1_AGREEMENT, 3).linear()));
        assertThat(scene.lookup("#agreement").getAccessibleText()).doesNotContain("nothing measured");
    }

    @Test
    void aTaskThatTheRunHasAskedHasAChartOfItsOwnEvenWhenTheNewestEvaluationLeftItOut() throws Exception {
        run.log.evaluation().append(Map.of(Metric.UPDATE, 200.0, TaskMetric.of("own choices", "acc,none"), 0.5,
                TaskMetric.of("own choices", "acc_norm,none"), 0.25));
        run.log.evaluation().append(Map.of(Metric.UPDATE, 300.0, Metric.BITS_PER_BYTE, 2.0));
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#task-own_choices-acc").getAccessibleText()).startsWith("Task own_choices acc");
        assertThat(scene.lookup("#task-own_choices-acc_norm")).as("one chart a task").isNull();
        FxRoom.shot(scene, "dashboard-task");
    }

    @Test
    void whatARunDoesNotMeasureHasNoChart() throws Exception {
        run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "sft");
        run.log = SampleLog.withoutTeacher(2000, 100).trainedTo(300);
        show(with(ChartSpec.ofUpdates("agreement", "top1", Metric.TOP1_AGREEMENT, 3)));
        assertThat(scene.lookup("#token-loss")).isNotNull();
        assertThat(scene.lookup("#agreement")).isNull();
        assertThat(scene.lookup("#divergence")).isNull();
    }

    @Test
    void aRunWithoutAnyUpdateHasTheChartsOfItsObjective() throws Exception {
        run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "covering");
        run.log = SampleLog.ofCovering(2000, 100);
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#divergence")).isNotNull();
        assertThat(scene.lookup("#token-loss")).isNotNull();
        assertThat(scene.lookup("#byte-loss")).isNull();
    }

    @Test
    void theCurveOfAnObjectiveThatNoLineNamesIsDrawnInItsRuns() throws Exception {
        try (Objectives.Registration registration = Objectives.register(new HalfObjective())) {
            run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "half");
            show(DashboardCharts.ofAllObjectives());
            assertThat(scene.lookup("#halfLoss")).isNotNull();
            assertThat(scene.lookup("#token-loss")).isNotNull();
            // The dashboard looks again and again, at an objective that is soon unknown.
            room.hide();
        }
    }

    @Test
    void aRunThatWaitsForRoomOffersItsWaysOut() throws Exception {
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#full-disk").isVisible()).isFalse();
        run.progress = new RunProgress(RunState.PAUSED, 2, 2, 1220, 2000, 0, 0, 0, Double.NaN, 0, 0, "No space left on device.");
        FxRoom.until(() -> scene.lookup("#full-disk").isVisible());
        FxRoom.shot(scene, "dashboard-full-disk");
        FxRoom.onFx(() -> {
            ((Button) scene.lookup("#full-disk-unsaved")).fire();
            ((Button) scene.lookup("#full-disk-again")).fire();
            return null;
        });
        assertThat(run.requests).containsExactly("go on unsaved", "resume");
        FxRoom.until(() -> !scene.lookup("#full-disk").isVisible());
    }

    @Test
    void whileTheTeacherReadsItsFiguresAndItsTextStandInPlaceOfTheCharts() throws Exception {
        SampleFigures.converting(run);
        show(DashboardCharts.ALL);
        FxRoom.until(() -> scene.lookup("#converting").isVisible());
        assertThat(scene.lookup("#token-loss").getParent().getParent().getParent().getParent().isVisible()).isFalse();
        assertThat(scene.lookup("#converting").getAccessibleText())
                .contains("16 kB of 98.3 kB", "1.2 kB/s", "1.82 rows a byte", "residual 0.020 %", "dropped 0.31 %", "4 bytes healed");
        assertThat(scene.getRoot().lookupAll(".label").stream().map(node -> ((Label) node).getText()))
                .contains("About 1 h 30 min left in all, training included.", "Phase 1 of 2");
        FxRoom.shot(scene, "dashboard-converting");
        run.progress = FakeRun.training(Path.of("runs/whales")).progress;
        FxRoom.until(() -> !scene.lookup("#converting").isVisible());
    }

    @Test
    void everyClassOfBytesIsALineAndATableOfAllEvaluations() throws Exception {
        show(DashboardCharts.ALL);
        Node pane = scene.lookup("#byte-classes");
        FxRoom.until(() -> ((Parent) pane).lookupAll(".label").stream().anyMatch(node -> ((Label) node).getText().equals("74.1 %")));
        FxRoom.shot(scene, "dashboard-classes");
        FxRoom.onFx(() -> {
            ((Button) scene.lookup("#byte-classes-table")).fire();
            scene.getRoot().layout();
            return null;
        });
        assertThat(FxRoom.onFx(() -> ((TableView<?>) pane.lookup(".table-view")).getColumns().stream().map(TableColumn::getText).toList()))
                .containsExactly("Update", "letter", "digit", "space", "punctuation", "line end, tab", "UTF-8 lead", "continuation",
                        "end of text");
        assertThat(((TableView<?>) pane.lookup(".table-view")).getItems()).hasSize(13);
    }

    @Test
    void inTheSmallestWindowEveryPageIsWhole() throws Exception {
        run.probes = SampleFigures.probes();
        SampleFigures.device(run, 0);
        Theme theme = FxRoom.theme(Theme.Mode.DARK);
        scene = room.show(theme, () -> {
            DashboardView view = new DashboardView(new FakeEngine(), theme, new Tasks(Runnable::run, Runnable::run), failure -> {
                throw new AssertionError(failure);
            });
            view.show(run);
            return (Parent) view.node();
        }, 1024, 628).getScene();
        for (String page : List.of("Charts", "Checkpoints and events", "Probe texts")) {
            FxRoom.onFx(() -> {
                scene.getRoot().lookupAll(".toggle-button").stream().map(node -> (ToggleButton) node)
                        .filter(button -> button.getText().equals(page)).findFirst().orElseThrow().fire();
                return null;
            });
            FxRoom.shot(scene, "dashboard-small-" + page.split(" ")[0].toLowerCase(Locale.ROOT));
            String shown = page.equals("Charts") ? "#token-loss" : page.equals("Probe texts") ? "#probes" : "#events";
            Bounds place = place(shown);
            assertThat(place.getMaxY()).as("%s within the window", page).isLessThanOrEqualTo(628);
            assertThat(place.getHeight()).as("%s has room", page).isGreaterThan(90);
            assertThat(place("#run-more").getMaxX()).isLessThanOrEqualTo(1024);
        }
    }

    @Test
    void aFilmStripFollowsTheProbeTextsAndAClickOpensOneWhereItIs() throws Exception {
        run.probes = SampleFigures.probes();
        List<String> opened = new ArrayList<>();
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        scene = room.show(theme, () -> {
            DashboardView view = new DashboardView(new FakeEngine(), theme, new Tasks(Runnable::run, Runnable::run), failure -> {
                throw new AssertionError(failure);
            });
            view.setOnTextOpened((of, update, text) -> opened.add(update + " " + new String(text, StandardCharsets.UTF_8)));
            view.show(run);
            return (Parent) view.node();
        }, 1600, 1000).getScene();
        Node pane = scene.lookup("#probes");
        FxRoom.until(() -> pane.lookup(".pic").getAccessibleText()
                .equals("Text The whole rose and , after update 1,200: goes on with struck the boat; KL "
                        + Format.fixed(run.probes.records().get(12).probes().get(0).meanKlBits(), 2) + " bits."));
        FxRoom.shot(scene, "dashboard-probes");
        FxRoom.onFx(() -> {
            Node picture = pane.lookup(".pic");
            for (KeyCode key : List.of(KeyCode.DOWN, KeyCode.LEFT, KeyCode.ENTER)) {
                Event.fireEvent(picture, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
            }
            Point2D at = picture.localToScene(400, 120);
            Event.fireEvent(picture, new MouseEvent(MouseEvent.MOUSE_CLICKED, 400, 120, 400, 120, MouseButton.PRIMARY, 1, false, false,
                    false, false, false, false, false, false, false, true, new PickResult(picture, at.getX(), at.getY())));
            ((Button) scene.lookup("#probes-table")).fire();
            return null;
        });
        assertThat(opened).containsExactly("1000 He stood full six feet ", "0 Le caf\u00e9 est ");
        assertThat(((TableView<?>) pane.lookup(".table-view")).getItems()).as("13 evaluations of 5 texts").hasSize(65);
    }

    @Test
    void theMachineAndTheTimeOfAnUpdateAreShownWithAGpuWhereThereIsOne() throws Exception {
        SampleFigures.device(run, 0);
        show(DashboardCharts.ALL);
        FxRoom.until(() -> labels("#update-time").contains("3.02 s"));
        // 0.9 of 3.02 seconds.
        assertThat(labels("#update-time")).contains("30 %", "33 %", "10 %");
        assertThat(labels("#device")).contains("1.8", "of 10.2 GiB").doesNotContain("71");
        FxRoom.shot(scene, "dashboard-device");
        SampleFigures.device(run, 9.1 * (1L << 30));
        FxRoom.until(() -> labels("#device").contains("71"));
        assertThat(labels("#device")).contains("of 12.0 GiB", "218");
        FxRoom.shot(scene, "dashboard-device-gpu");
    }

    private List<String> labels(String id) {
        return scene.lookup(id).lookupAll(".label").stream().map(node -> (Label) node)
                .filter(label -> label.getParent().getParent().isVisible() && label.getParent().getParent().getParent().isVisible()
                        && label.getParent().getParent().getParent().isManaged())
                .map(Label::getText).toList();
    }

    @Test
    void aChartIsSavedAsPictureAndValuesAndThePageInTwiceThePixels() throws Exception {
        List<Path> saved = new ArrayList<>();
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        scene = room.show(theme, () -> {
            DashboardView view = new DashboardView(new FakeEngine(), theme, new Tasks(Runnable::run, Runnable::run), failure -> {
                throw new AssertionError(failure);
            });
            view.setFiles(new SavingPicker(folder, saved));
            view.show(run);
            return (Parent) view.node();
        }, 1400, 900).getScene();
        TimeChart chart = (TimeChart) scene.lookup("#token-loss");
        FxRoom.until(() -> !chart.getAccessibleText().endsWith("nothing measured yet."));
        for (String item : List.of("Save as PNG…", "Save as SVG…", "Save its values as CSV…")) {
            FxRoom.onFx(() -> {
                Point2D at = chart.localToScene(200, 80);
                Point2D onScreen = chart.localToScreen(200, 80);
                Event.fireEvent(chart, new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, at.getX(), at.getY(), onScreen.getX(),
                        onScreen.getY(), false, null));
                return null;
            });
            new UserRobot().clickOn(item);
        }
        FxRoom.onFx(() -> {
            ((MenuButton) scene.lookup("#run-more")).getItems().stream().filter(item -> item.getText().equals("Save this page as PNG…"))
                    .findFirst().orElseThrow().fire();
            return null;
        });
        assertThat(saved).extracting(path -> path.getFileName().toString()).containsExactly("token-loss.png", "token-loss.svg",
                "tokenLoss.csv", "whales.png");
        BufferedImage picture = ImageIO.read(saved.get(0).toFile());
        assertThat(picture.getWidth()).isEqualTo(2 * (int) Math.floor(chart.getWidth()));
        assertThat(Files.readString(saved.get(1))).contains("<svg", "Token loss, nats per token", "whales", "polyline");
        // A header, 1,220 updates, 13 evaluations, 99 updates that the resume gave up.
        assertThat(Files.readAllLines(saved.get(2))).hasSize(1 + 1220 + 13 + 99).first()
                .isEqualTo("kind,update,bytes,active_seconds,wall_seconds,tokenLoss");
        assertThat(ImageIO.read(saved.get(3).toFile()).getWidth()).isEqualTo(2800);
    }

    @Test
    void aNoteStandsAmongTheEventsAndOnTheChartsAndCanBeChanged() throws Exception {
        run = FakeRun.training(Files.createDirectories(folder.resolve("whales")));
        show(DashboardCharts.ALL);
        FxRoom.onFx(() -> {
            ((Button) scene.lookup("#add-note")).fire();
            return null;
        });
        FxRoom.onFx(() -> {
            dialogField("#note-text").setText("same dip as in eps-0.01");
            dialogField("#note-update").setText("1000");
            dialogField("#note-tags").setText("whales, eps, whales");
            return null;
        });
        FxRoom.shot(dialog(), "dashboard-note-dialog");
        FxRoom.onFx(() -> {
            ((Button) dialog().lookup("#note-keep")).fire();
            return null;
        });
        RunNotes kept = NotesFile.read(new RunFolder(run.folder()));
        assertThat(kept.tags()).containsExactly("whales", "eps");
        assertThat(kept.notes()).singleElement().satisfies(note -> {
            assertThat(note.update()).isEqualTo(1000);
            assertThat(note.text()).isEqualTo("same dip as in eps-0.01");
        });
        FxRoom.until(() -> scene.lookup("#events").lookupAll(".label").stream()
                .anyMatch(label -> ((Label) label).getText().equals("same dip as in eps-0.01")));
        FxRoom.shot(scene, "dashboard-note");
    }

    private static Scene dialog() {
        return Window.getWindows().stream().filter(window -> window.getScene().lookup("#note-text") != null).findFirst().orElseThrow()
                .getScene();
    }

    private static TextInputControl dialogField(String id) {
        return (TextInputControl) dialog().lookup(id);
    }

    /** Takes every name in a folder. */
    private record SavingPicker(Path folder, List<Path> saved) implements FilePicker {
        @Override
        public Optional<Path> save(String title, String name) {
            saved.add(folder.resolve(name));
            return Optional.of(folder.resolve(name));
        }

        @Override
        public Optional<Path> folder(String title, Path from) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> gguf(String title, Path from) {
            return Optional.empty();
        }

        @Override
        public List<Path> texts(String title, Path from) {
            return List.of();
        }

        @Override
        public List<Path> files(String title, Path from) {
            return List.of();
        }

        @Override
        public Optional<Path> config(String title, Path from) {
            return Optional.empty();
        }
    }
}
