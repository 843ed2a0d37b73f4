package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.generation.StopReason;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.dashboard.SampleFigures;
import org.bytestill.ui.sweep.SampleSweep;
import org.bytestill.ui.tasks.SampleTasks;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** A walk by every screen, each in the states that look differently; who walks along takes its picture. */
final class ScreenWalk {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2").toAbsolutePath();
    /** Whose pictures are wanted. */
    static final Pattern SCREENS = Pattern.compile(System.getProperty("screens", ".*"));
    static final String ALL_PARTS = "wizard,dashboards,tabs,dialogs";
    private static final List<String> PARTS = List.of(System.getProperty("parts", ALL_PARTS).split(","));
    private static final Duration STILL_WITHIN = Duration.ofSeconds(2);

    /** Takes the picture of a window. */
    interface Camera {
        void take(String screen, Window window, Set<String> given) throws Exception;
    }

    private final ScreenLook look;
    private final Path home;
    private final Camera camera;
    private final PicturedEngine engine = new PicturedEngine();
    private final List<FakeRun> made = new ArrayList<>();
    private ShownWindow shown;

    ScreenWalk(ScreenLook look, Path home, Camera camera) {
        this.look = look;
        this.home = home;
        this.camera = camera;
    }

    void walk() throws Exception {
        Home folder = new Home(home, Optional.of(Path.of("sample-data").toAbsolutePath()));
        new WindowSettings(look.theme(), 0, 0, look.width(), look.height(), false).write(folder.settings());
        // Files are chosen in a dialog of the system, but those that were asked last are offered.
        Files.writeString(folder.recentTasks(), JsonFile.MAPPER.writeValueAsString(Map.of("tasks", SampleTasks.files(home).stream()
                .map(Path::toString).toList())));
        Theme theme = FxRoom.theme(look.theme());
        try (ShownWindow window = new ShownWindow(engine, folder, theme, Tasks.ofWindow())) {
            shown = window;
            start();
            if (PARTS.contains("wizard")) {
                wizard();
            }
            if (PARTS.contains("dashboards")) {
                dashboards();
                alerts();
            }
            if (PARTS.contains("tabs")) {
                inspector();
                tabs();
            }
            if (PARTS.contains("dialogs")) {
                dialogs();
            }
        }
    }

    // --- the list of runs and what is beside it

    private void start() throws Exception {
        FxRoom.until(() -> find("empty-start").isVisible());
        take("start-empty");
        SampleRuns.into(engine, home.resolve("runs"));
        FxRoom.until(() -> find("run-list").isVisible());
        take("start-runs");
        fx(() -> ((TableView<?>) find("runs")).getSelectionModel().selectIndices(0, 3, 4));
        take("start-several-chosen");
        fx(() -> {
            Node table = find("runs");
            table.requestFocus();
            Event.fireEvent(table, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.M, false, true, false, false));
        });
        take("compare");
        fx(() -> shown.window().runs());
        fire("to-sweeps");
        take("sweep-empty");
        Path file = SampleSweep.into(home, home.resolve("sweeps/grid"));
        fx(() -> {
            shown.window().runsModel().sweep().open(home.resolve("sweeps/grid"));
            shown.window().runsModel().sweep().setFile(file);
        });
        FxRoom.until(() -> find("sweep-cells") instanceof TableView<?> cells && cells.getItems().size() == 3);
        take("sweep");
        fx(() -> shown.window().runs());
    }

    private void wizard() throws Exception {
        fx(() -> shown.window().newRun());
        for (String step : List.of("purpose", "models", "text", "method", "safety", "review")) {
            fire("step-" + step);
            take("wizard-" + step);
        }
        fx(() -> ((SegmentedButton) find("detail")).getButtons().get(1).fire());
        for (String step : List.of("models", "text", "method", "safety")) {
            fire("step-" + step);
            take("wizard-" + step + "-all");
            scrollDown();
            take("wizard-" + step + "-all-below");
        }
        fire("dry-run");
        take("wizard-dry-run");
        fire("step-method");
        fx(() -> {
            ((TextField) find("training.updates")).setText("many");
            ((TextField) find("training.micro_batch_documents")).setText("3");
        });
        take("wizard-method-wrong");
        fire("wizard-start");
        take("wizard-review-wrong");
        fx(() -> shown.window().model().leaveNewRun());
    }

    private void scrollDown() throws Exception {
        fx(() -> shown.scene().getRoot().lookupAll(".scroll-pane").forEach(pane -> ((ScrollPane) pane).setVvalue(1)));
    }

    // --- one run

    private FakeRun run(RunState state) {
        return (FakeRun) engine.runs.values().stream().filter(run -> run.progress().state() == state).findFirst().orElseThrow();
    }

    private void turnTo(FakeRun run, Tab tab) throws Exception {
        fx(() -> shown.window().show(run, tab));
    }

    private void dashboards() throws Exception {
        FakeRun training = run(RunState.RUNNING);
        training.probes = SampleFigures.probes();
        SampleFigures.device(training, 9.1 * (1L << 30));
        pages("dashboard-training", training);
        FakeRun covering = training("covering");
        SampleFigures.converting(covering);
        pages("dashboard-converting", covering);
        FakeRun done = run(RunState.DONE);
        SampleFigures.device(done, 0);
        pages("dashboard-done", done);
        pages("dashboard-paused", run(RunState.PAUSED));
        FakeRun full = training("full");
        full.progress = new RunProgress(RunState.PAUSED, 2, 2, 1220, 2000, 0, 0, 0, Double.NaN, 0, 0, "No space left on device.");
        pages("dashboard-full-disk", full);
        pages("dashboard-failed", failed("astray", ExitCode.NOT_FINITE, "Update 1221 gave a loss that is not a number."));
        pages("dashboard-failed-memory",
                failed("memory", ExitCode.OUT_OF_MEMORY, "There is not enough memory. Training needs about 9.3 GB."));
    }

    private FakeRun failed(String name, ExitCode code, String message) {
        FakeRun run = training(name);
        RunProgress now = run.progress;
        run.failure = code;
        run.progress = new RunProgress(RunState.FAILED, 2, 2, now.update(), now.updates(), now.bytes(), now.plannedBytes(), 0, 0,
                now.convertedBytes(), now.bytesToConvert(), message);
        return run;
    }

    /** A dashboard; in a narrow window its other pages too. */
    private void pages(String name, FakeRun run) throws Exception {
        turnTo(run, Tab.DASHBOARD);
        FxRoom.until(() -> find("dashboard") != null);
        take(name);
        List<ToggleButton> pages = FxRoom.onFx(() -> find("dashboard").lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                .filter(button -> Integer.valueOf(1).equals(button.getUserData()) || Integer.valueOf(2).equals(button.getUserData()))
                .filter(button -> isSeen(button) && button.getToggleGroup().getToggles().size() == 3).toList());
        if (look.width() < 1200 && name.endsWith("training")) {
            for (ToggleButton page : pages) {
                fx(page::fire);
                take(name + "-page-" + page.getUserData());
            }
            fx(() -> pages.get(0).getToggleGroup().getToggles().stream().map(ToggleButton.class::cast).findFirst().orElseThrow().fire());
        }
    }

    private void alerts() throws Exception {
        Texts events = Texts.inFiles("events");
        String[][] alerts = {{"loss-risen", events.get("alert.loss", "9.31", "2.87", 20)},
            {"validation-worse", events.get("alert.validation", 3, "2.401", "2.322", "900")},
            {"pair-diverging", events.get("alert.pair.agreement", 3)}, {"slower", events.get("alert.slower", 34)},
            {"device-idle", events.get("alert.idle.gpu", 60)}, {"device-hot", events.get("alert.hot", 92)},
            {"disk-nearly-full", events.get("alert.disk", "83 MB", "57 MB")}, {"text-impossible", events.get("alert.impossible", 1.2, 0.1)},
            {"mass-lost", events.get("alert.lost", 1.53, 1.5, 0.03)}};
        for (int at = 0; at < alerts.length; at += 2) {
            FakeRun run = training("alerts-" + at);
            for (String[] alert : Arrays.copyOfRange(alerts, at, Math.min(at + 2, alerts.length))) {
                run.events.add(new RunEvent(RunEvent.Kind.WARNING, 1200, Instant.now(), alert[1], alert[0]));
            }
            pages("alert-" + alerts[at][0], run);
        }
    }

    private void inspector() throws Exception {
        FakeRun run = run(RunState.DONE);
        run.config = withTeacher(run.config);
        turnTo(run, Tab.INSPECTOR);
        fire("inspector-analyse");
        FxRoom.until(() -> find("inspector-ribbon") != null && isSeen(find("inspector-ribbon")));
        fx(() -> find("inspector-ribbon").requestFocus());
        take("inspector");
        for (String side : List.of("inspector-left", "inspector-right")) {
            if (find(side) instanceof SegmentedButton parts && isSeen(parts)) {
                for (int part = 1; part < parts.getButtons().size(); part++) {
                    int chosen = part;
                    fx(() -> parts.getButtons().get(chosen).fire());
                    take(side + "-" + part);
                }
                fx(() -> parts.getButtons().get(0).fire());
            }
        }
    }

    private static RunConfig withTeacher(RunConfig config) {
        return RunConfigFile.with(RunConfigFile.with(RunConfigFile.with(config, "teacher", "/models/gemma-3-270m"), "student",
                "/models/SmolLM2-135M"), "text.validation", "/texts/held-out.txt");
    }

    private void tabs() throws Exception {
        FakeRun run = FakeRun.training(Files.createDirectories(home.resolve("runs/smollm2-covering-whales")));
        run.state(RunState.DONE);
        run.config = withTeacher(run.config);
        run.checkpoints.clear();
        for (int update : new int[] {0, 1100, 1200}) {
            run.checkpoints.add(new CheckpointInfo(update, MODEL, update == 1100, update == 1200, 2.4, 0.4, 19_000_000));
        }
        engine.runs.put(run.folder(), run);
        turnTo(run, Tab.CONFIG);
        take("config");
        turnTo(run, Tab.AUDIT);
        take("audit-before");
        fire("audit-measure");
        FxRoom.until(() -> ((TableView<?>) find("audit-table")).getItems().size() == 8);
        take("audit");
        turnTo(run, Tab.EXPORT);
        take("export-before");
        engine.exportFails = true;
        fire("export-start");
        FxRoom.until(() -> find("export-failure") != null);
        take("export-failed");
        engine.exportFails = false;
        fire("export-again");
        FxRoom.until(() -> find("export-verdict") != null);
        take("export");
        turnTo(run, Tab.TRYIT);
        tryIt();
        turnTo(run, Tab.TASKS);
        tasks(run);
    }

    private void tryIt() throws Exception {
        take("tryit-before");
        fx(() -> {
            ((ComboBox<Optional<ByteBlend.Kind>>) find("tryit-together")).setValue(Optional.of(ByteBlend.Kind.PRODUCT));
            ((TextArea) find("tryit-prompt")).setText("When does the library open?");
        });
        fire("tryit-ask");
        for (String word : "The| library| opens| at| nine| in| the| morning|,| and| closes| at| six|.".split("\\|")) {
            engine.speakers.get(0).writes(word);
            engine.speakers.get(1).writes(word.equals(" nine") ? " ten" : word);
        }
        engine.speakers.forEach(speaker -> speaker.ends(StopReason.END, 14));
        engine.together.writes("The library opens at nine, and the café beside it opens at noon.");
        engine.together.ends(StopReason.END, 66);
        fx(() -> {
            for (int step = 0; step < 38; step++) {
                find("tryit-text-together")
                        .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
            }
        });
        take("tryit-together");
        fx(() -> ((ComboBox<Optional<ByteBlend.Kind>>) find("tryit-together")).setValue(Optional.empty()));
        take("tryit");
        fx(() -> ((SegmentedButton) find("tryit-kind")).getButtons().get(1).fire());
        take("tryit-chat");
    }

    private void tasks(FakeRun run) throws Exception {
        take("tasks-before");
        fx(() -> List.copyOf(((MenuButton) find("tasks-recent")).getItems()).forEach(MenuItem::fire));
        fx(() -> {
            ((CheckBox) find("tasks-checkpoint-0")).setSelected(true);
            ((CheckBox) find("tasks-checkpoint-1100")).setSelected(true);
        });
        fire("tasks-ask");
        FxRoom.until(() -> !((TableView<?>) find("tasks-table")).getItems().isEmpty());
        take("tasks-results");
        for (int pane = 1; pane < 3; pane++) {
            int chosen = pane;
            fx(() -> ((SegmentedButton) find("tasks-views")).getButtons().get(chosen).fire());
            if (pane == 2) {
                FxRoom.until(() -> ((TableView<?>) find("tasks-documents")).getItems().size() == 24);
                fx(() -> ((TableView<?>) find("tasks-documents")).getSelectionModel().select(0));
            }
            take(pane == 1 ? "tasks-curve" : "tasks-documents");
        }
    }

    // --- what opens over the window

    private void dialogs() throws Exception {
        Set<String> taken = new HashSet<>();
        new WindowTour(shown, engine, new WindowTour.Visitor() {
            @Override
            public void systemDialog(String name) {
                String title = shown.stage().getTitle();
                Awaitility.await(name).atMost(FxRoom.patience()).until(() -> !Desktop.activeTitle().equals(title));
                Desktop.query(System.getenv("DISPLAY"), "xdotool", "key", "Escape");
            }

            @Override
            public void before() throws Exception {
                // A key and an entry of the menu change it.
                fx(() -> shown.theme().modeProperty().set(look.theme()));
            }

            @Override
            public void dialog(String name, Stage dialog) throws Exception {
                if (taken.add(dialog.getTitle() + dialog.getScene().getRoot().getId())) {
                    ScreenWalk.this.take("dialog-" + plain(name), dialog);
                }
            }

            @Override
            public void menu(String name, PopupWindow menu) throws Exception {
                ScreenWalk.this.take("menu-" + plain(name), menu);
            }
        }, keys -> press((KeyCodeCombination) keys)).walk();
    }

    private void press(KeyCodeCombination keys) {
        Node focus = shown.scene().getFocusOwner() == null ? shown.scene().getRoot() : shown.scene().getFocusOwner();
        Event.fireEvent(focus, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", keys.getCode(),
                keys.getShift() == KeyCombination.ModifierValue.DOWN, keys.getShortcut() == KeyCombination.ModifierValue.DOWN, false,
                false));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("-$", "");
    }

    // --- tools

    private Node find(String id) {
        return find(shown.scene().getRoot(), id);
    }

    /** Selectors do not know ids with a dot. */
    private static Node find(Node below, String id) {
        if (id.equals(below.getId())) {
            return below;
        }
        return below instanceof Parent parent ? parent.getChildrenUnmodifiable().stream().map(child -> find(child, id))
                .filter(Objects::nonNull).findFirst().orElse(null) : null;
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    private void fire(String id) throws Exception {
        FxRoom.until(() -> find(id) != null);
        fx(() -> ((ButtonBase) find(id)).fire());
    }

    private static void fx(Runnable work) throws Exception {
        FxRoom.onFx(() -> {
            work.run();
            return null;
        });
    }

    private void take(String screen) throws Exception {
        take(screen, shown.stage());
    }

    /** Once it says the same twice: what is read beside comes later. */
    private void take(String screen, Window window) throws Exception {
        FxRoom.settle();
        List<?>[] last = {said(window)};
        Callable<Boolean> isStill = () -> {
            List<?> before = last[0];
            last[0] = said(window);
            return before.equals(last[0]);
        };
        try {
            Awaitility.await().atMost(STILL_WITHIN).pollDelay(Duration.ofMillis(150)).pollInterval(Duration.ofMillis(100)).until(isStill);
        } catch (ConditionTimeoutException e) {
            // Something counts on; its picture is as good as any.
        }
        camera.take(screen, window, given());
    }

    /** What runs and engine say here, which a test made up. */
    private Set<String> given() {
        Set<String> given = new HashSet<>(List.of("three ways"));
        given.add(engine.machine().device());
        given.addAll(engine.machine().notes());
        given.addAll(PicturedEngine.STEPS);
        List<FakeRun> runs = new ArrayList<>(made);
        engine.runs.values().forEach(run -> runs.add((FakeRun) run));
        for (FakeRun run : runs) {
            given.add(run.name());
            given.add(run.progress.message());
            run.events.stream().filter(event -> event.alert().isEmpty()).forEach(event -> given.add(event.message()));
        }
        return given;
    }

    private FakeRun training(String name) {
        FakeRun run = FakeRun.training(home.resolve("runs").resolve(name));
        made.add(run);
        return run;
    }

    /** What stands where in a window. */
    private static List<?> said(Window window) throws Exception {
        return FxRoom.onFx(() -> ScreenFaults.seen(window.getScene().getRoot()).map(node -> node.getLayoutX() + " " + node.getLayoutY()
                + " " + node.getLayoutBounds() + (node instanceof Labeled labeled ? labeled.getText() : "")).toList());
    }
}
