package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bytestill.ui.common.Theme;

/** The window's first size, and that the size it was left with holds at the next starts. */
final class SizesStory implements DesktopProgram.Story {
    @Override
    public void live(Path home) throws Exception {
        for (int start = 1; start <= 3; start++) {
            Path folder = Files.createDirectories(home.resolve("first-" + start));
            try (ShownWindow shown = DesktopProgram.open(WindowTour.engine(home.resolve("runs")), folder)) {
                holds("first size, start " + start, shown.stage(), 1440, 900);
            }
        }
        remembered(home, new WindowSettings(Theme.Mode.LIGHT, 100, 40, 1100, 760, false));
        remembered(home, new WindowSettings(Theme.Mode.LIGHT, 20, 30, 1560, 940, false));
        remembered(home, new WindowSettings(Theme.Mode.LIGHT, 300, 150, 1024, 700, false));
        maximised(home);
        quitRemembers(home);
    }

    private static void remembered(Path home, WindowSettings settings) throws Exception {
        try (ShownWindow shown = opened(home, settings)) {
            String name = "remembered " + WholeDialog.words(settings.width(), settings.height());
            holds(name, shown.stage(), settings.width(), settings.height());
            says(name + " at its place", () -> near(shown.stage().getX(), settings.x()) && near(shown.stage().getY(), settings.y()),
                    shown.stage());
        }
    }

    private static void maximised(Path home) throws Exception {
        WindowSettings settings = new WindowSettings(Theme.Mode.LIGHT, 120, 50, 1200, 800, true);
        try (ShownWindow shown = opened(home, settings)) {
            says("remembered maximised", () -> shown.stage().isMaximized() && shown.stage().getWidth() >= 1590, shown.stage());
            FxRoom.onFx(() -> {
                shown.stage().setMaximized(false);
                return null;
            });
            holds("made normal again it has the size before", shown.stage(), 1200, 800);
        }
    }

    private static void quitRemembers(Path home) throws Exception {
        Path folder = Files.createDirectories(home.resolve("quit"));
        WindowSettings before = new WindowSettings(Theme.Mode.LIGHT, 60, 40, 1250, 780, false);
        Home there = new Home(folder, Optional.empty());
        before.write(there.settings());
        try (ShownWindow shown = DesktopProgram.open(WindowTour.engine(home.resolve("runs")), folder)) {
            holds("before it is closed", shown.stage(), 1250, 780);
            FxRoom.onFx(() -> {
                new CloseConfirmation(shown.stage(), new FakeEngine(), shown.window().model(), there, shown.theme()).remember();
                return null;
            });
        }
        WindowSettings after = WindowSettings.read(there.settings());
        boolean same = WholeDialog.isNear(new Rectangle2D(before.x(), before.y(), before.width(), before.height()),
                new Rectangle2D(after.x(), after.y(), after.width(), after.height()));
        DesktopProgram.say("closed and opened it does not wander", same ? "" : before + " became " + after);
    }

    private static ShownWindow opened(Path home, WindowSettings settings) throws Exception {
        Path folder = Files.createTempDirectory(home, "remembered");
        settings.write(new Home(folder, Optional.empty()).settings());
        return DesktopProgram.open(WindowTour.engine(home.resolve("runs")), folder);
    }

    private static void holds(String what, Stage stage, double width, double height) {
        says(what + " is " + WholeDialog.words(width, height),
                () -> near(stage.getScene().getWidth(), width) && near(stage.getScene().getHeight(), height) && stage.getMinWidth() <= 1024,
                stage);
    }

    private static boolean near(double is, double wanted) {
        return Math.abs(is - wanted) <= 2;
    }

    private static void says(String what, java.util.concurrent.Callable<Boolean> holds, Stage stage) {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).during(Duration.ofMillis(500))
                    .until(() -> FxRoom.onFx(holds));
            DesktopProgram.say(what, "");
        } catch (ConditionTimeoutException e) {
            DesktopProgram.say(what, "it is " + WholeDialog.words(WholeDialog.boundsOf(stage)) + ", its content "
                    + WholeDialog.words(stage.getScene().getWidth(), stage.getScene().getHeight()));
        }
    }
}
