package org.bytestill.ui;

import javafx.scene.Scene;
import javafx.stage.Stage;
import org.bytestill.engine.Engine;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;

/** The whole window over an engine, shown in an {@link FxRoom}; it goes with {@link #close}. */
final class ShownWindow implements AutoCloseable {
    private final Theme theme;
    private final Tasks tasks;
    private final Stage stage;
    private MainWindow window;

    /** @param home whose settings are written anew */
    ShownWindow(Engine engine, Home home, Theme.Mode mode, int width, int height) throws Exception {
        this(engine, written(home, new WindowSettings(mode, 0, 0, width, height, false)), FxRoom.theme(mode), Tasks.ofWindow());
    }

    /** As large as its settings say, as the program starts. */
    ShownWindow(Engine engine, Home home, Theme theme, Tasks tasks) throws Exception {
        this.theme = theme;
        this.tasks = tasks;
        FxRoom.hideLast();
        stage = FxRoom.onFx(() -> {
            Stage fresh = new Stage();
            window = BytestillApp.window(fresh, engine, theme, home, tasks);
            window.show();
            return fresh;
        });
    }

    private static Home written(Home home, WindowSettings settings) {
        settings.write(home.settings());
        return home;
    }

    Theme theme() {
        return theme;
    }

    Stage stage() {
        return stage;
    }

    Scene scene() {
        return stage.getScene();
    }

    MainWindow window() {
        return window;
    }

    @Override
    public void close() throws Exception {
        FxRoom.onFx(() -> {
            stage.hide();
            return null;
        });
        tasks.close();
    }
}
