package org.bytestill.ui;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.bytestill.engine.Engine;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.ui.audit.AuditView;
import org.bytestill.ui.audit.AuditViewModel;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.SystemScheme;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.config.ConfigView;
import org.bytestill.ui.dashboard.DashboardView;
import org.bytestill.ui.export.ExportView;
import org.bytestill.ui.inspector.InspectorView;
import org.bytestill.ui.tasks.TasksView;
import org.bytestill.ui.tasks.TasksViewModel;
import org.bytestill.ui.tryit.TryView;
import org.bytestill.ui.tryit.TryViewModel;
import org.bytestill.ui.wizard.NewRunWizard;

/** The program with a window: puts engine, theme and screens together, and nothing else. */
public final class BytestillApp extends Application {
    private Tasks tasks;
    private boolean systemIsDark;

    /** Shows the window; returns when it is closed. */
    public static void open() {
        launch(BytestillApp.class);
    }

    @Override
    public void init() {
        // Not on the JavaFX thread: the desktop may take its time to answer.
        systemIsDark = SystemScheme.isDark();
    }

    @Override
    public void start(Stage stage) {
        ErrorDialog.catchUncaught(stage);
        Home home = Home.ofUser();
        Theme theme = new Theme(WindowSettings.read(home.settings()).theme(), systemIsDark);
        tasks = Tasks.ofWindow();
        Engine engine = new TrainingEngine(CostStore.ofUser(), false);
        engine.keepPausedFor(Engine.KEEP_PAUSED);
        // The end of the session, a closed terminal or a signal: a run of this window saves, as it does when the window is closed.
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "bytestill-end"));
        window(stage, engine, theme, home, tasks).show();
    }

    /** The whole window over an engine; tests give their own. */
    static MainWindow window(Stage stage, Engine engine, Theme theme, Home home, Tasks tasks) {
        Consumer<Throwable> failed = thrown -> ErrorDialog.show(stage, thrown);
        Map<Tab, Screen> screens = new EnumMap<>(Tab.class);
        DashboardView dashboard = new DashboardView(engine, theme, tasks, failed);
        screens.put(Tab.DASHBOARD, dashboard);
        // A folder that is not there offers no sample run; the wizard says so itself.
        Path sampleData = home.sampleData().orElse(home.folder().resolve("sample-data"));
        InspectorView inspector = new InspectorView(engine, theme, sampleData, home.bookmarks(), tasks);
        screens.put(Tab.INSPECTOR, inspector);
        screens.put(Tab.AUDIT, new AuditView(new AuditViewModel(engine, Platform::runLater, failed), new SystemFilePicker(() -> stage)));
        screens.put(Tab.EXPORT, new ExportView(engine, theme, tasks));
        screens.put(Tab.CONFIG, new ConfigView());
        screens.put(Tab.TRYIT, new TryView(new TryViewModel(engine, Platform::runLater)));
        MainWindow[] window = new MainWindow[1];
        screens.put(Tab.TASKS, new TasksView(new TasksViewModel(engine, tasks, Platform::runLater, home.recentTasks()), theme,
                new SystemFilePicker(() -> stage), (run, update, text, place) -> {
                    window[0].show(run, Tab.INSPECTOR);
                    inspector.showText(run, update, text, place);
                }));
        NewRunDialog wizard = (owner, from, started) -> {
            NewRunWizard opened = new NewRunWizard(engine, theme, home.runs(), sampleData);
            from.ifPresent(run -> opened.startFrom(run.config(), run.replaced()));
            opened.show(owner, started);
        };
        window[0] = new MainWindow(stage, engine, theme, home, tasks, screens, wizard);
        dashboard.setOnResumed(run -> window[0].show(run, Tab.DASHBOARD));
        dashboard.setOnInspect((run, update) -> {
            window[0].show(run, Tab.INSPECTOR);
            tasks.run(() -> engine.batch(run, update), batch -> {
                // Reading a long text takes seconds, in which another run may have been opened.
                if (window[0].model().run() == run) {
                    inspector.showBatch(run, update, batch);
                }
            }, failed);
        });
        return window[0];
    }

    @Override
    public void stop() {
        if (tasks != null) {
            tasks.close();
        }
    }
}
