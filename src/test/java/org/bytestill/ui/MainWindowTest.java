package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.SampleLog;
import org.bytestill.ui.common.chart.TimeChart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole window over an engine that computes nothing. */
class MainWindowTest {
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

    private void open(Theme.Mode mode, int width, int height) throws Exception {
        Home home = new Home(folder, Optional.of(Path.of("sample-data").toAbsolutePath()));
        shown = new ShownWindow(engine, home, mode, width, height);
        FxRoom.until(() -> scene().lookup("#run-list").isVisible() || scene().lookup("#empty-start").isVisible());
    }

    private Scene scene() {
        return shown.scene();
    }

    private void shot(String name, String mode, int width) throws Exception {
        FxRoom.shot(scene(), name + "-" + mode + (width < 1200 ? "-1024" : ""));
    }

    private FakeRun runInList() {
        SampleRuns.into(engine, folder.resolve("runs"));
        return (FakeRun) engine.runs.values().iterator().next();
    }

    private TableView<?> tableWithTheFourthChosen() throws Exception {
        TableView<?> table = (TableView<?>) scene().lookup("#runs");
        FxRoom.onFx(() -> {
            table.getSelectionModel().select(3);
            return null;
        });
        return table;
    }

    private void openFirstRun() throws Exception {
        FxRoom.onFx(() -> {
            shown.window().model().open(engine.summaries.get(0).folder(), Tab.DASHBOARD);
            return null;
        });
        FxRoom.until(() -> scene().lookup("#dashboard") != null);
    }

    private void press(String id) throws Exception {
        FxRoom.onFx(() -> {
            ((ButtonBase) scene().lookup(id)).fire();
            return null;
        });
    }

    private void key(KeyCombination combination) throws Exception {
        FxRoom.onFx(() -> {
            scene().getAccelerators().get(combination).run();
            return null;
        });
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    private String text(String id) throws Exception {
        return FxRoom.onFx(() -> ((Labeled) scene().lookup(id)).getText());
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 1000", "LIGHT, 1024, 700"})
    void withoutRunsTheSampleRunIsOfferedWithItsPrice(Theme.Mode mode, int width, int height) throws Exception {
        open(mode, width, height);
        FxRoom.until(() -> isShown(text -> text.contains("38 MB of disk")));
        FxRoom.until(() -> isShown("CPU, 2 cores"));
        shot("start-empty", mode.name().toLowerCase(), width);
        assertThat(scene().getRoot().lookupAll(".button.accent").stream().filter(this::isSeen)).as("one accent button a screen").hasSize(1);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 1000", "DARK, 1024, 700"})
    void withoutRunsTheSampleRunIsOfferedWithItsPriceInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        withoutRunsTheSampleRunIsOfferedWithItsPrice(mode, width, height);
    }

    private boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 1000", "LIGHT, 1024, 700"})
    void theRunsStandInATableAndWhatNeedsAttentionBelow(Theme.Mode mode, int width, int height) throws Exception {
        runInList();
        open(mode, width, height);
        TableView<?> table = (TableView<?>) scene().lookup("#runs");
        assertThat(table.getItems()).hasSize(9);
        FxRoom.until(() -> scene().lookup("#attention").lookupAll(".note").size() == 3);
        FxRoom.until(() -> isShown("selected"));
        shot("start", mode.name().toLowerCase(), width);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 1000", "DARK, 1024, 700"})
    void theRunsStandInATableAndWhatNeedsAttentionBelowInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        theRunsStandInATableAndWhatNeedsAttentionBelow(mode, width, height);
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 1000", "LIGHT, 1024, 700"})
    void theDashboardSaysHowFarAndHowGoodTheRunIs(Theme.Mode mode, int width, int height) throws Exception {
        runInList();
        open(mode, width, height);
        openFirstRun();
        FxRoom.until(() -> text("#status").equals("Training, update 1,220 of 2,000"));
        FxRoom.until(() -> isShown("last") || width < 1200);
        shot("dashboard", mode.name().toLowerCase(), width);
        assertThat(text("#run-name")).isEqualTo("smollm2-from-gemma3-1124");
        // 0.16 + 0.5 (0.5 e^(-1200/70) + e^(-1200/400)) = 0.185
        assertThat(scene().getRoot().lookupAll(".c28").stream().map(label -> ((Label) label).getText())).contains("0.185");
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 1000", "DARK, 1024, 700"})
    void theDashboardSaysHowFarAndHowGoodTheRunIsInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        theDashboardSaysHowFarAndHowGoodTheRunIs(mode, width, height);
    }

    @Test
    void aRunWithoutATeacherHasAFinishedDashboardToo() throws Exception {
        FakeRun run = runInList();
        run.config = RunConfigFile.with(run.config, "objective", "sft");
        run.log = SampleLog.withoutTeacher(2000, 100).trainedTo(1220);
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        FxRoom.until(() -> isShown("this run has no teacher"));
        FxRoom.shot(scene(), "dashboard-sft-light");
        assertThat(isShown("Token loss, nats per token")).isTrue();
        assertThat(scene().lookup("#byte-loss")).as("it measures no byte loss").isNull();
    }

    @Test
    void aRunOfTheCoveringShowsTheDivergenceOfEveryUpdateAndNoByteHead() throws Exception {
        FakeRun run = runInList();
        run.config = RunConfigFile.with(run.config, "objective", "covering");
        run.log = SampleLog.ofCovering(2000, 100).trainedTo(1220);
        run.events.removeIf(event -> event.kind() == RunEvent.Kind.STEP);
        RunProgress old = run.progress;
        run.progress = new RunProgress(old.state(), 1, 1, old.update(), old.updates(), old.bytes(), old.plannedBytes(),
                old.bytesPerSecond(), old.secondsLeft(),
                old.convertedBytes(), old.bytesToConvert(), old.message());
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        FxRoom.until(() -> isShown("KL(T ‖ S), bits per byte"));
        assertThat(((TimeChart) scene().lookup("#divergence")).getAccessibleText()).startsWith("KL(T ‖ S), bits per byte")
                .doesNotContain("nothing measured");
        assertThat(scene().lookup("#byte-loss")).isNull();
        assertThat(isShown(text -> text.contains("yte head"))).isFalse();
        FxRoom.shot(scene(), "dashboard-covering-light");
    }

    private boolean isShown(String text) {
        return isShown(text::equals);
    }

    private boolean isShown(Predicate<String> text) {
        return scene().getRoot().lookupAll(".label").stream().map(Label.class::cast)
                .anyMatch(label -> text.test(label.getText()) && isSeen(label));
    }

    @Test
    void inANarrowWindowCheckpointsAndEventsShareThePlaceOfTheCharts() throws Exception {
        runInList();
        open(Theme.Mode.DARK, 1024, 700);
        openFirstRun();
        assertThat(isSeen(scene().lookup("#byte-loss"))).isTrue();
        FxRoom.until(() -> scene().lookup("#events") == null);
        FxRoom.onFx(() -> {
            scene().getRoot().lookupAll(".toggle-button").stream().map(ButtonBase.class::cast)
                    .filter(button -> button.getText().equals("Checkpoints and events")).forEach(ButtonBase::fire);
            return null;
        });
        FxRoom.until(() -> isShown("last"));
        assertThat(scene().lookup("#byte-loss")).isNull();
        assertThat(scene().lookup("#events")).isNotNull();
        assertThat(scene().getRoot().lookupAll(".c28")).as("the headline pair stays").hasSize(2);
        FxRoom.shot(scene(), "dashboard-side-dark-1024");
    }

    @Test
    void theLongestFiguresLeaveTheVerbsTheirPlace() throws Exception {
        FakeRun run = runInList();
        run.progress = new RunProgress(RunState.EVALUATING, 2, 2, 1_234_567, 2_500_000, 999_000_000_000L, 2_000_000_000_000L, 123_456,
                400_000, 0, 0, "");
        open(Theme.Mode.LIGHT, 1024, 700);
        openFirstRun();
        FxRoom.until(() -> isShown("1,234,567 / 2,500,000"));
        FxRoom.shot(scene(), "dashboard-long-figures-1024");
        Bounds stop = scene().lookup("#stop").localToScene(scene().lookup("#stop").getBoundsInLocal());
        Bounds checkpoint = scene().lookup("#checkpoint").localToScene(scene().lookup("#checkpoint").getBoundsInLocal());
        assertThat(stop.getMaxX()).isLessThanOrEqualTo(1024);
        Node updates = scene().getRoot().lookupAll(".label").stream().filter(label -> ((Label) label).getText().equals("updates"))
                .findFirst().orElseThrow();
        assertThat(updates.localToScene(updates.getBoundsInLocal()).getMaxX()).isLessThan(checkpoint.getMinX());
    }

    @Test
    void aFailedRunSaysWhyAndOffersToResume() throws Exception {
        runInList();
        open(Theme.Mode.DARK, 1600, 1000);
        FxRoom.onFx(() -> {
            shown.window().model().open(folder.resolve("runs/smollm2-head-autoregressive"), Tab.DASHBOARD);
            return null;
        });
        FxRoom.until(() -> scene().lookup("#dashboard") != null && isShown("The run failed."));
        assertThat(text("#pause")).isEqualTo("Resume");
        assertThat(scene().lookup("#stop").isVisible()).isFalse();
        FxRoom.shot(scene(), "dashboard-failed-dark");
        press("#pause");
        FxRoom.until(() -> engine.resumed.size() == 1);
        assertThat(engine.resumed).containsExactly(folder.resolve("runs/smollm2-head-autoregressive"));
    }

    @Test
    void aChartIsATableToo() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        FxRoom.onFx(() -> {
            scene().getRoot().lookupAll(".button").stream().map(ButtonBase.class::cast)
                    .filter(button -> "Show as table".equals(button.getAccessibleText()) && isShown(button))
                    .forEach(ButtonBase::fire);
            return null;
        });
        assertThat(scene().getRoot().lookup("#dashboard").lookupAll(".table-view.dense")).hasSize(2);
        FxRoom.shot(scene(), "dashboard-tables-light");
    }

    private static boolean isShown(Node node) {
        return node == null || node.isVisible() && isShown(node.getParent());
    }

    @Test
    void theTabKeyReachesTheRunsAndEnterOpensOne() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        UserRobot robot = new UserRobot();
        Set<String> reached = new LinkedHashSet<>();
        for (int step = 0; step < 20 && !reached.contains("runs"); step++) {
            robot.push(KeyCode.TAB);
            Node focused = FxRoom.onFx(() -> scene().getFocusOwner());
            if (focused.getId() != null) {
                reached.add(focused.getId());
            }
        }
        assertThat(reached).contains("filter", "new-run", "runs");
        robot.push(KeyCode.ENTER);
        FxRoom.until(() -> scene().lookup("#dashboard") != null);
    }

    @Test
    void anUnexpectedErrorIsToldWithItsCode() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        FxRoom.onFx(() -> {
            ErrorDialog.show(shown.stage(), new IllegalStateException("size mismatch"));
            return null;
        });
        Scene dialog = dialog("#error");
        assertThat(dialog.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText()))
                .anyMatch(text -> text.startsWith("Error code BS-"));
        FxRoom.shot(dialog, "error-light");
        FxRoom.onFx(() -> {
            dialog.getWindow().hide();
            return null;
        });
    }

    @Test
    void pausingResumingAndCheckpointsAreWishesToTheRun() throws Exception {
        FakeRun run = runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        press("#checkpoint");
        press("#pause");
        FxRoom.until(() -> text("#pause").equals("Resume"));
        assertThat(run.requests).containsExactly("checkpoint", "pause");
        assertThat(((Button) scene().lookup("#checkpoint")).isDisabled()).as("a paused run has its checkpoint").isTrue();
        press("#pause");
        FxRoom.until(() -> text("#pause").equals("Pause"));
        assertThat(run.requests).endsWith("resume");
    }

    @Test
    void stoppingAsksWhatBecomesOfTheRest() throws Exception {
        FakeRun run = runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        FxRoom.until(() -> !scene().getRoot().lookupAll(".badge").isEmpty());
        press("#stop");
        Scene question = dialog("#stop-save");
        FxRoom.shot(question, "stop-light");
        assertThat(question.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText())
                .anyMatch(text -> text.contains("20 updates were done")))
                .as("1,220 done, newest checkpoint 1,200").isTrue();
        FxRoom.onFx(() -> {
            ((ButtonBase) question.lookup("#stop-discard")).fire();
            return null;
        });
        FxRoom.until(() -> run.requests.contains("stop, save false"));
    }

    private Scene dialog(String lookup) {
        FxRoom.until(() -> Window.getWindows().stream().anyMatch(each -> each != shown.stage() && each.getScene() != null && each.getScene()
                .lookup(lookup) != null));
        return Window.getWindows().stream().filter(each -> each.getScene() != null && each.getScene().lookup(lookup) != null).findFirst()
                .orElseThrow().getScene();
    }

    @Test
    void theSampleRunStartsInAFolderOfItsOwnAndIsShown() throws Exception {
        Files.createDirectories(folder.resolve("runs/sample"));
        open(Theme.Mode.LIGHT, 1600, 1000);
        press("#start-sample");
        FxRoom.until(() -> scene().lookup("#dashboard") != null);
        assertThat(engine.started).containsExactly(folder.resolve("runs/sample-2"));
        assertThat(text("#run-name")).isEqualTo("sample-2");
    }

    @Test
    void theThemeChangesWhileEverythingIsShownAndIsRemembered() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 1000);
        press("#theme");
        assertThat(shown.theme().isDark()).isTrue();
        assertThat(scene().getStylesheets()).anyMatch(sheet -> sheet.endsWith("tokens-dark.css"));
        assertThat(WindowSettings.read(folder.resolve("window.json")).theme()).isEqualTo(Theme.Mode.DARK);
    }

    @Test
    void theKeysLeadToTheTabsAndBackToTheRuns() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        key(shortcut(KeyCode.DIGIT5));
        FxRoom.until(() -> scene().lookup("#config") != null);
        FxRoom.shot(scene(), "config-light");
        key(shortcut(KeyCode.DIGIT6));
        FxRoom.until(() -> scene().lookup("#tryit-prompt") != null);
        key(shortcut(KeyCode.DIGIT7));
        FxRoom.until(() -> scene().lookup("#tasks-ask") != null);
        key(shortcut(KeyCode.DIGIT0));
        FxRoom.until(() -> scene().lookup("#dashboard") == null && scene().lookup("#run-list").isVisible());
        assertThat(text("#status")).isEqualTo("Ready");
    }

    @Test
    void theListFollowsTheFolderAndKeepsWhatIsChosen() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        TableView<?> table = tableWithTheFourthChosen();
        RunSummary first = engine.summaries.get(0);
        engine.summaries.set(0, new RunSummary(first.folder(), first.name(), RunState.DONE, first.teacher(), first.student(), 2000, 2000,
                0.17, 1.2, 2000, first.bytes(), 0,
                first.changedAt(), ""));
        FxRoom.until(() -> ((RunSummary) table.getItems().get(0)).state() == RunState.DONE);
        assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(3);
    }

    @Test
    void aNewRunAboveTheChosenOneLeavesItChosen() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        TableView<?> table = tableWithTheFourthChosen();
        RunSummary third = engine.summaries.get(3);
        engine.summaries.add(0, new RunSummary(folder.resolve("runs/newer"), "newer", RunState.DONE, "", "small", 1, 1, Double.NaN, 1.2, 1,
                1, 0, Instant.now(), ""));
        FxRoom.until(() -> table.getItems().size() == 10);
        assertThat(FxRoom.onFx(() -> ((RunSummary) table.getSelectionModel().getSelectedItem()).folder())).isEqualTo(third.folder());
    }

    @Test
    void everyButtonWithoutAWordSaysWhatItDoes() throws Exception {
        runInList();
        open(Theme.Mode.LIGHT, 1600, 1000);
        openFirstRun();
        assertThat(scene().getRoot().lookupAll(".button").stream().map(ButtonBase.class::cast)
                .filter(button -> button.getText() == null || button.getText().isEmpty()).filter(this::isSeen)
                .filter(button -> !button.getStyleClass().contains("pill")))
                .isNotEmpty().allMatch(button -> button.getAccessibleText() != null
                        && (button.getTooltip() != null || button.getAccessibleHelp() != null));
    }

    @Test
    void helpListsTheKeys() throws Exception {
        open(Theme.Mode.DARK, 1600, 1000);
        key(new KeyCodeCombination(KeyCode.F1));
        Scene help = dialog("#help");
        assertThat(help.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText())).contains("Ctrl+N", "new run",
                "Dashboard", "Try it", "rename");
        FxRoom.shot(help, "help-dark");
        assertThat(help.lookup("#open-guide")).isNotNull();
        FxRoom.onFx(() -> {
            help.getWindow().hide();
            return null;
        });
    }
}
