package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.machine.DesktopNotifier;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.run.EndOfRun;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.UserError;
import org.bytestill.ui.bell.Bell;
import org.bytestill.ui.bell.BellButton;
import org.bytestill.ui.bell.BellItem;
import org.bytestill.ui.bell.WorkButton;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.FolderOpener;
import org.bytestill.ui.common.GlossaryDialog;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.help.HelpWindow;
import org.bytestill.ui.log.LogDialog;
import org.bytestill.ui.preferences.PreferencesDialog;
import org.bytestill.ui.preferences.PreferencesModel;
import org.bytestill.ui.runs.RunTemplate;
import org.bytestill.ui.runs.RunsActions;
import org.bytestill.ui.runs.RunsView;
import org.bytestill.ui.runs.RunsViewModel;
import org.bytestill.util.Texts;

/** The one window: header, status line, and between them the list of runs or a tab of one run. */
public final class MainWindow implements WindowActions {
    private static final Duration STATUS_EVERY = Duration.millis(300);
    private static final long MACHINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long BELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Texts texts = Texts.of("shell");
    private final Stage stage;
    private final Engine engine;
    private final Theme theme;
    private final Home home;
    private final Tasks tasks;
    private final Map<Tab, Screen> screens;
    private final NewRunPage newRunPage;
    private final PreferencesModel preferences;
    private final WindowKeys keys;
    private final MainViewModel model;
    private final RunsViewModel runsModel;
    private final RunsView runs;
    private final BorderPane root = new BorderPane();
    private final Poller status;
    private final CloseConfirmation closing;
    private final Bell bell;
    private final WorkButton work = new WorkButton();
    private Screen shown;
    private boolean isNewRunShown;
    /** Read by the clock's thread. */
    private volatile Run statusRun;
    private volatile RunProgress statusProgress;
    private volatile boolean isWorking;
    private volatile long bellNanos = System.nanoTime() - BELL_EVERY_NANOS;
    private long machineNanos = System.nanoTime() - MACHINE_EVERY_NANOS;

    /**
     * @param screens what each tab shows; a tab without a screen is not offered
     */
    public MainWindow(Stage stage, Engine engine, Theme theme, Home home, Tasks tasks, Map<Tab, Screen> screens,
            NewRunPage newRunPage, PreferencesModel preferences) {
        this.stage = stage;
        this.engine = engine;
        this.theme = theme;
        this.home = home;
        this.tasks = tasks;
        this.screens = Map.copyOf(screens);
        this.newRunPage = newRunPage;
        this.preferences = preferences;
        keys = new WindowKeys(preferences.keys());
        model = new MainViewModel(engine, home, tasks, this::failed);
        runsModel = new RunsViewModel(engine, home.runs(), home.sampleData(), tasks, this::failed);
        runs = new RunsView(runsModel, theme, new StartActions());
        closing = new CloseConfirmation(stage, engine, model, home, theme);
        bell = new Bell(home.bell(), engine, home.runs(), tasks, this::ring, this::failed);
        root.setTop(new Header(model, theme, this, this.screens.keySet(), work,
                new BellButton(bell, folder -> model.open(folder, Tab.DASHBOARD))));
        root.setBottom(new StatusLine(model));
        status = new Poller(root, STATUS_EVERY, this::isStatusNew, this::lookAtStatus);
        model.placeProperty().addListener(change -> showCurrent());
    }

    /** Shows the window where it was last, on the list of runs. */
    public void show() {
        WindowSettings settings = WindowSettings.read(home.settings());
        Dimension2D size = WindowPlace.sizeOf(settings);
        Scene scene = theme.scene(root, size.getWidth(), size.getHeight());
        addKeys(scene);
        acceptDrops(scene);
        stage.setScene(scene);
        stage.setTitle(texts.get("title"));
        WindowPlace.restore(stage, settings);
        stage.setOnCloseRequest(event -> {
            event.consume();
            quit();
        });
        theme.modeProperty().addListener(change -> closing.remember());
        tasks.awaitWindow();
        showCurrent();
        stage.show();
        model.attach(new BackgroundRuns(home.background()), found -> {});
        FirstFrame.then(afterFirstFrame());
    }

    /** What the first picture does not need, in the order in which it is missed. */
    private List<Runnable> afterFirstFrame() {
        List<Runnable> later = new ArrayList<>(List.of(() -> stage.getIcons().setAll(icons()), status::start, tasks::windowIsDrawn));
        // Made while nobody waits for them: turning to a screen is quick then.
        new TreeMap<>(screens).values().forEach(screen -> later.add(screen::node));
        return later;
    }

    /** Brings a run to the front, for instance one that was taken up again. */
    void show(Run run, Tab tab) {
        model.show(run, tab);
    }

    MainViewModel model() {
        return model;
    }

    RunsViewModel runsModel() {
        return runsModel;
    }

    private static List<Image> icons() {
        return IntStream.of(16, 32, 48, 64, 128, 256, 512)
                .mapToObj(size -> new Image(MainWindow.class.getResourceAsStream("/icons/bytestill-" + size + ".png"))).toList();
    }

    /** On the clock's thread: a window in which nothing happens is not woken. */
    private boolean isStatusNew() {
        Run current = statusRun;
        return isWorking || engine.jobs().stream().anyMatch(Job::isRunning) || System.nanoTime() - bellNanos >= BELL_EVERY_NANOS
                || current != null && !current.progress().equals(statusProgress);
    }

    private void lookAtStatus() {
        statusRun = model.run();
        statusProgress = model.lookAtRun();
        List<Job> jobs = engine.jobs();
        isWorking = jobs.stream().anyMatch(Job::isRunning);
        work.look(jobs);
        long now = System.nanoTime();
        if (now - bellNanos >= BELL_EVERY_NANOS) {
            bellNanos = now;
            bell.look();
        }
        if (now - machineNanos >= MACHINE_EVERY_NANOS) {
            machineNanos = now;
            model.lookAtMachine();
        }
    }

    private void showCurrent() {
        Run run = model.run();
        statusRun = run;
        statusProgress = null;
        Screen next = run == null ? null : screens.get(model.placeProperty().get().tab());
        if (shown != null && shown != next) {
            shown.hide();
        }
        shown = next;
        if (isNewRunShown) {
            newRunPage.keep();
        }
        isNewRunShown = model.placeProperty().get().isNewRun();
        if (isNewRunShown) {
            runs.hide();
            show(newRunPage.open(started -> model.show(started, Tab.DASHBOARD), model::leaveNewRun));
            stage.setTitle(texts.get("title.newRun"));
        } else if (next == null) {
            runs.show();
            show(runs.node());
            stage.setTitle(texts.get("title"));
        } else {
            runs.hide();
            // First in the scene, then told to look: a screen looks only while it can be seen.
            show(next.node());
            next.show(run);
            stage.setTitle(texts.get("title.run", run.name()));
        }
    }

    private void show(Node node) {
        if (root.getCenter() != node) {
            root.setCenter(node);
        }
    }

    private void addKeys(Scene scene) {
        keys.add(this, runsModel::look, theme::toggle, () -> stage.setFullScreen(!stage.isFullScreen()));
        keys.addTabs(screens.keySet(), model::turnTo);
        keys.listen(scene);
    }

    private void acceptDrops(Scene scene) {
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event -> {
            event.getDragboard().getFiles().stream().findFirst().ifPresent(file -> open(file.toPath()));
            event.setDropCompleted(true);
        });
    }

    @Override
    public void newRun() {
        newRun(Optional.empty());
    }

    /** Sets a run up that begins with the values of another one. */
    public void newRun(RunTemplate from) {
        newRun(Optional.of(from));
    }

    private void newRun(Optional<RunTemplate> from) {
        try {
            from.ifPresent(newRunPage::startFrom);
            model.showNewRun();
        } catch (UserError e) {
            failed(e);
        }
    }

    /**
     * Shows a run by its folder or the {@code run.yaml} in it; of another configuration, a model or a text, the wizard makes a new run. What
     * else there is, such as a folder without a model, is said to be no run.
     */
    public void open(Path file) {
        Path folder = Files.isDirectory(file) ? file : file.getParent();
        boolean isRun = Files.isRegularFile(folder.resolve("run.yaml")) && Files.isRegularFile(folder.resolve("run.json"));
        if (isRun && (folder.equals(file) || file.endsWith("run.yaml"))) {
            model.open(folder, Tab.DASHBOARD);
        } else if (Files.isDirectory(file) && !Files.isRegularFile(file.resolve("config.json"))) {
            openFolder(file);
        } else {
            newRun(Optional.of(RunTemplate.ofFile(file)));
        }
    }

    @Override
    public void openRun() {
        new SystemFilePicker(() -> stage).folder(texts.get("open.title"), home.runs()).ifPresent(this::openFolder);
    }

    private void openFolder(Path folder) {
        if (Files.isRegularFile(folder.resolve("run.yaml"))) {
            model.open(folder, Tab.DASHBOARD);
        } else {
            failed(UserError.badInput("%s", texts.get("open.notARun", folder)));
        }
    }

    @Override
    public void runs() {
        runs.showList();
        model.showRuns();
    }

    @Override
    public void help() {
        Machine machine = runsModel.machineProperty().get();
        HelpDialog.show(stage, preferences.keys(), machine == null ? "" : machine.libtorch(), this::guide);
    }

    /** The desktop is told of what happens while the window is not looked at. */
    private void ring(BellItem item) {
        if (preferences.notificationsProperty().get() && !stage.isFocused()) {
            tasks.run(Executors.callable(() -> {
                boolean isEnd = item.kind() == BellItem.Kind.DONE || item.kind() == BellItem.Kind.FAILED;
                if (!isEnd || !EndOfRun.tells(Path.of(item.run()))) {
                    DesktopNotifier.show(item.name(), item.text());
                }
            }), done -> {}, this::failed);
        }
    }

    @Override
    public void glossary() {
        GlossaryDialog.show(stage, "");
    }

    @Override
    public void log() {
        LogDialog.show(stage, tasks, this::failed);
    }

    @Override
    public void preferences() {
        PreferencesDialog.show(stage, preferences, theme, new SystemFilePicker(() -> stage));
    }

    private void guide() {
        HelpWindow.show(stage, theme, address -> FolderOpener.showPage(address, tasks, this::failed));
    }

    @Override
    public void quit() {
        newRunPage.keep();
        closing.ask();
    }

    private void failed(Throwable thrown) {
        ErrorDialog.show(stage, thrown);
    }

    private final class StartActions implements RunsActions {
        @Override
        public void newRun() {
            MainWindow.this.newRun();
        }

        @Override
        public void newRun(RunTemplate from) {
            MainWindow.this.newRun(Optional.of(from));
        }

        @Override
        public void openFolder() {
            openRun();
        }

        @Override
        public void showFolder(Path folder) {
            FolderOpener.show(folder, tasks, MainWindow.this::failed);
        }

        @Override
        public void dashboard(Path folder) {
            model.open(folder, Tab.DASHBOARD);
        }

        @Override
        public void inspector(Path folder) {
            model.open(folder, Tab.INSPECTOR);
        }

        @Override
        public void export(Path folder) {
            model.open(folder, Tab.EXPORT);
        }

        @Override
        public void show(Run run) {
            model.show(run, Tab.DASHBOARD);
        }
    }
}
