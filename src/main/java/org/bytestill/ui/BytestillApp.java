package org.bytestill.ui;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.bytestill.engine.Engine;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.audit.AuditView;
import org.bytestill.ui.audit.AuditViewModel;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.LazyScreen;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.SystemScheme;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.config.ConfigView;
import org.bytestill.ui.dashboard.DashboardView;
import org.bytestill.ui.export.ExportView;
import org.bytestill.ui.inspector.InspectorView;
import org.bytestill.ui.preferences.Preferences;
import org.bytestill.ui.preferences.PreferencesModel;
import org.bytestill.ui.preferences.StartOptions;
import org.bytestill.ui.runs.RunTemplate;
import org.bytestill.ui.tasks.TasksView;
import org.bytestill.ui.tasks.TasksViewModel;
import org.bytestill.ui.tryit.TryView;
import org.bytestill.ui.tryit.TryViewModel;
import org.bytestill.ui.wizard.NewRunWizard;
import org.bytestill.util.Language;

/** The program with a window: puts engine, theme and screens together, and nothing else. */
public final class BytestillApp extends Application {
    private static final Home HOME = Home.ofUser();
    /** Asked while the toolkit starts, on another core: the desktop may take its time to answer. */
    private static final CompletableFuture<Boolean> SYSTEM_IS_DARK = new CompletableFuture<>();
    private static final CompletableFuture<WindowSettings> SETTINGS = new CompletableFuture<>();

    /** JavaFX warns at each start that it lies on the class path, where it works: on standard error, to nobody's use. */
    private static final String CLASS_PATH_WARNING = "Unsupported JavaFX configuration";
    private static final Logger JAVAFX_LOG = Logger.getLogger("javafx");

    private Tasks tasks;

    /**
     * Shows the window, with a run, a configuration or a model in it if one is given; returns when it is closed.
     *
     * @param ofSystem in which it is where nobody has chosen a language
     */
    public static void open(Language ofSystem, Optional<Path> file) {
        JAVAFX_LOG.setFilter(record -> record.getMessage() == null || !record.getMessage().startsWith(CLASS_PATH_WARNING));
        Preferences preferences = Preferences.read(HOME.preferences());
        Language.use(preferences.language(System.getenv("BYTESTILL_LANGUAGE"), ofSystem));
        StartOptions.set(preferences);
        SETTINGS.completeAsync(() -> WindowSettings.read(HOME.settings()));
        SYSTEM_IS_DARK.completeAsync(SystemScheme::isDark);
        launch(BytestillApp.class, file.map(path -> new String[] {path.toString()}).orElse(new String[0]));
    }

    @Override
    public void start(Stage stage) {
        ErrorDialog.catchUncaught(stage);
        Home home = HOME;
        Theme theme = new Theme(SETTINGS.join().theme(), SYSTEM_IS_DARK.join());
        tasks = Tasks.ofWindow();
        Engine engine = new TrainingEngine(CostStore.ofUser(), false);
        // The end of the session, a closed terminal or a signal: a run of this window saves, as it does when the window is closed.
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "bytestill-end"));
        MainWindow window = window(stage, engine, theme, home, tasks);
        window.show();
        getParameters().getRaw().stream().findFirst().map(Path::of).ifPresent(window::open);
    }

    /** The whole window over an engine; tests give their own. */
    static MainWindow window(Stage stage, Engine engine, Theme theme, Home home, Tasks tasks) {
        Consumer<Throwable> failed = thrown -> ErrorDialog.show(stage, thrown);
        Preferences chosen = Preferences.read(home.preferences());
        KeyBindings keys = new KeyBindings(chosen.keys());
        PreferencesModel preferences = new PreferencesModel(home.preferences(), chosen, keys, engine, tasks, failed);
        Map<Tab, Screen> screens = new EnumMap<>(Tab.class);
        LazyScreen<DashboardView> dashboard = new LazyScreen<>(() -> new DashboardView(engine, theme, tasks, failed));
        screens.put(Tab.DASHBOARD, dashboard);
        // A folder that is not there offers no sample run; the wizard says so itself.
        Path sampleData = home.sampleData().orElse(home.folder().resolve("sample-data"));
        LazyScreen<InspectorView> inspector = new LazyScreen<>(
                () -> new InspectorView(engine, theme, sampleData, home.bookmarks(), tasks));
        inspector.whenMade(view -> view.bind(keys));
        screens.put(Tab.INSPECTOR, inspector);
        screens.put(Tab.AUDIT, new LazyScreen<>(() -> new AuditView(new AuditViewModel(engine, Platform::runLater, failed),
                new SystemFilePicker(() -> stage))));
        screens.put(Tab.EXPORT, new LazyScreen<>(() -> new ExportView(engine, theme, tasks)));
        screens.put(Tab.CONFIG, new LazyScreen<>(ConfigView::new));
        screens.put(Tab.TRYIT, new LazyScreen<>(() -> new TryView(new TryViewModel(engine, Platform::runLater))));
        MainWindow[] window = new MainWindow[1];
        screens.put(Tab.TASKS, new LazyScreen<>(() -> new TasksView(
                new TasksViewModel(engine, tasks, Platform::runLater, home.recentTasks()), theme, new SystemFilePicker(() -> stage),
                (run, update, text, place) -> {
                    window[0].show(run, Tab.INSPECTOR);
                    inspector.get().showText(run, update, text, place);
                })));
        NewRunWizard wizard = new NewRunWizard(engine, theme, home.runs(), sampleData);
        window[0] = new MainWindow(stage, engine, theme, home, tasks, screens, page(wizard), preferences);
        dashboard.whenMade(view -> {
            view.setOnResumed(run -> window[0].show(run, Tab.DASHBOARD));
            view.setOnInspect((run, update) -> {
                window[0].show(run, Tab.INSPECTOR);
                tasks.run(() -> engine.batch(run, update), batch -> {
                    // Reading a long text takes seconds, in which another run may have been opened.
                    if (window[0].model().run() == run) {
                        inspector.get().showBatch(run, update, batch);
                    }
                }, failed);
            });
            view.setOnCopied((run, values) -> window[0].newRun(new RunTemplate(Optional.of(run.folder().resolve("run.yaml")), values)));
            view.setOnTextOpened((run, update, text) -> {
                window[0].show(run, Tab.INSPECTOR);
                inspector.get().showNear(run, update, text);
            });
        });
        return window[0];
    }

    private static NewRunPage page(NewRunWizard wizard) {
        return new NewRunPage() {
            @Override
            public Node open(Consumer<Run> started, Runnable left) {
                return wizard.open(started, left);
            }

            @Override
            public void startFrom(RunTemplate from) {
                wizard.startFrom(from.config(), from.replaced());
            }

            @Override
            public void keep() {
                wizard.keep();
            }
        };
    }

    @Override
    public void stop() {
        if (tasks != null) {
            tasks.close();
        }
    }
}
