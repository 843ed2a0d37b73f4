package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.WindowBounds;

/** Every dialog, menu and key from a normal, the smallest and a maximised window: each is whole, and its owner stays as it is. */
final class DialogsStory implements DesktopProgram.Story {
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);
    /** A window manager may yet answer, so long after all is well. */
    private static final Duration STAYS = Duration.ofMillis(400);

    /** How the window stands when things are opened from it. */
    private enum Standing {
        NORMAL(new Rectangle2D(90, 60, 1300, 820), false), SMALLEST(new Rectangle2D(40, 30, 1024, 700), false),
        MAXIMISED(new Rectangle2D(90, 60, 1300, 820), true);

        private final Rectangle2D bounds;
        private final boolean maximised;

        Standing(Rectangle2D bounds, boolean maximised) {
            this.bounds = bounds;
            this.maximised = maximised;
        }

        WindowSettings settings() {
            return new WindowSettings(Theme.Mode.LIGHT, bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight(),
                    maximised);
        }
    }

    @Override
    public void live(Path home) throws Exception {
        for (Standing standing : Standing.values()) {
            FakeEngine engine = WindowTour.engine(home.resolve("runs"));
            Path folder = Files.createDirectories(home.resolve(standing.name()));
            standing.settings().write(folder.resolve("window.json"));
            try (ShownWindow shown = DesktopProgram.open(engine, folder)) {
                awaitStanding(shown.stage(), standing);
                new WindowTour(shown, engine, new Look(shown.stage(), standing), new Fingers(shown.stage())).walk();
            }
        }
    }

    /** Where the window is when it has come to rest. */
    private static void awaitStanding(Stage stage, Standing standing) {
        FxRoom.until(() -> {
            Rectangle2D room = WindowBounds.screens().get(0);
            boolean there = standing.maximised ? stage.isMaximized() && stage.getWidth() >= room.getWidth() - 2
                    : Math.abs(stage.getScene().getWidth() - standing.bounds.getWidth()) <= 2;
            return there && stage.getMinWidth() <= 1024;
        });
    }

    /** Presses keys as fingers do; the X server, not JavaFX, brings them to the window. */
    private static final class Fingers implements WindowTour.Keyboard {
        private final Robot robot;
        private volatile KeyCode awaited;

        Fingers(Stage stage) throws Exception {
            robot = FxRoom.onFx(Robot::new);
            stage.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
                if (event.getCode() == awaited) {
                    awaited = null;
                }
            });
        }

        @Override
        public void press(KeyCombination combination) {
            KeyCodeCombination keys = (KeyCodeCombination) combination;
            awaited = keys.getCode();
            boolean control = keys.getShortcut() == KeyCombination.ModifierValue.DOWN;
            boolean shift = keys.getShift() == KeyCombination.ModifierValue.DOWN;
            if (control) {
                robot.keyPress(KeyCode.CONTROL);
            }
            if (shift) {
                robot.keyPress(KeyCode.SHIFT);
            }
            robot.keyType(keys.getCode());
            if (shift) {
                robot.keyRelease(KeyCode.SHIFT);
            }
            if (control) {
                robot.keyRelease(KeyCode.CONTROL);
            }
        }

        @Override
        public boolean isIdle() {
            return awaited == null;
        }
    }

    private static final class Look implements WindowTour.Visitor {
        private final Stage owner;
        private final Standing standing;
        private Rectangle2D ownersBounds;

        Look(Stage owner, Standing standing) {
            this.owner = owner;
            this.standing = standing;
        }

        @Override
        public void before() throws Exception {
            awaitKeyboard();
            ownersBounds = FxRoom.onFx(() -> WholeDialog.boundsOf(owner));
        }

        private void awaitKeyboard() {
            try {
                FxRoom.until(owner::isFocused);
            } catch (ConditionTimeoutException e) {
                throw new IllegalStateException(
                        "the keyboard did not come back to the window, active is \"" + Desktop.activeTitle() + "\"", e);
            }
        }

        @Override
        public void dialog(String name, Stage dialog) throws Exception {
            Rectangle2D screen = WindowBounds.screens().get(0);
            say(name, "is whole", () -> {
                List<String> problems = new ArrayList<>(WholeDialog.problems(dialog, owner, screen));
                problems.addAll(ofOwner());
                if ("error".equals(dialog.getScene().getRoot().getId()) && !name.contains("no run")) {
                    problems.add("it tells an error");
                }
                return problems;
            });
        }

        @Override
        public void menu(String name, PopupWindow menu) {
            Rectangle2D screen = WindowBounds.screens().get(0);
            say(name, "is a whole menu", () -> {
                Rectangle2D bounds = WholeDialog.boundsOf(menu);
                return screen.contains(bounds) || !menu.isShowing() ? List.of() : List.of("it lies at " + WholeDialog.words(bounds));
            });
        }

        @Override
        public void systemDialog(String name) {
            String display = System.getenv("DISPLAY");
            String ownersTitle = owner.getTitle();
            Awaitility.await(name).atMost(FxRoom.patience()).until(() -> !Desktop.activeTitle().equals(ownersTitle));
            // JavaFX's thread may answer nobody until that dialog is closed.
            say(name, "leaves its owner, as a dialog of the system", Callable::call, this::ofOwner);
            Desktop.query(display, "xdotool", "key", "Escape");
        }

        @Override
        public void after(String name) {
            say(name, "leaves the window as it was", this::ofOwner);
        }

        private List<String> ofOwner() {
            List<String> problems = new ArrayList<>();
            Rectangle2D now = WholeDialog.boundsOf(owner);
            if (!WholeDialog.isNear(now, ownersBounds)) {
                problems.add("its owner went from " + WholeDialog.words(ownersBounds) + " to " + WholeDialog.words(now));
            }
            if (owner.isMaximized() != standing.maximised) {
                problems.add("its owner is " + (owner.isMaximized() ? "" : "no longer ") + "maximised");
            }
            return problems;
        }

        private void say(String name, String what, Callable<List<String>> problems) {
            say(name, what, FxRoom::onFx, problems);
        }

        private void say(String name, String what, Asked thread, Callable<List<String>> problems) {
            try {
                Awaitility.await().atMost(SETTLES_WITHIN).pollInterval(Duration.ofMillis(40)).during(STAYS)
                        .until(() -> thread.ask(problems).isEmpty());
                DesktopProgram.say(standing + ": " + name + " " + what, "");
            } catch (ConditionTimeoutException e) {
                DesktopProgram.say(standing + ": " + name + " " + what, String.join("; ", found(thread, problems)));
                Desktop.query(System.getenv("DISPLAY"), "import", "-window", "root", System.getProperty("shot.dir") + "/desktop-"
                        + (standing + "-" + name).replaceAll("[^A-Za-z0-9]+", "-") + ".png");
            }
        }

        private static List<String> found(Asked thread, Callable<List<String>> problems) {
            try {
                List<String> found = thread.ask(problems);
                return found.isEmpty() ? List.of("it does not come to rest") : found;
            } catch (Exception e) {
                return List.of(e.toString());
            }
        }
    }

    /** Whose thread looks. */
    private interface Asked {
        List<String> ask(Callable<List<String>> problems) throws Exception;
    }
}
