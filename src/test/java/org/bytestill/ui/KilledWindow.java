package org.bytestill.ui;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Theme;

/** A window in a process of its own: starts a run, hands it over to the background, and shows it until it is killed. */
public final class KilledWindow {
    static final String HANDED_OVER = "handed over";

    private KilledWindow() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Home home = new Home(folder, Optional.empty());
        TrainingEngine engine = new TrainingEngine();
        FxRoom room = new FxRoom();
        ShownWindow shown = new ShownWindow(engine, home, Theme.Mode.LIGHT, 1024, 700);
        Run run = engine.start(SmallRun.config(folder, "training.updates", "1000000", "training.step1_updates", "10"), folder,
                home.runs().resolve("small"));
        FxRoom.onFx(() -> {
            shown.window().show(run, Tab.DASHBOARD);
            return null;
        });
        FxRoom.until(() -> run.metrics().training().size() >= 10);
        engine.handOver(run.folder());
        new BackgroundRuns(home.background()).add(run.folder());
        System.out.println(HANDED_OVER);
        while (room.stage() == null) {
            LockSupport.park();
        }
    }
}
