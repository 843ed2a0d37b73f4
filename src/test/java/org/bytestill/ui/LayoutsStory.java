package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bytestill.run.RunState;

/** A window made narrow and wide again looks as one that was opened in that size, pixel by pixel. */
final class LayoutsStory implements DesktopProgram.Story {
    private static final int[] WIDE = {1440, 900};
    private static final int[] NARROW = {1024, 700};
    /** Words that tell how long ago and how much disk is free may have changed. */
    private static final double MOST_DIFFERENT = 0.005;

    private enum Page {
        CHARTS(Tab.DASHBOARD), EVENTS(Tab.DASHBOARD), INSPECTOR(Tab.INSPECTOR), AUDIT(Tab.AUDIT), EXPORT(Tab.EXPORT), CONFIG(Tab.CONFIG),
        TRYIT(Tab.TRYIT), RUNS(null);

        private final Tab tab;

        Page(Tab tab) {
            this.tab = tab;
        }
    }

    private Path home;

    @Override
    public void live(Path folder) throws Exception {
        home = folder;
        for (Page page : Page.values()) {
            int[] wide;
            int[] narrow;
            try (ShownWindow shown = open(page, WIDE)) {
                wide = pixels(shown, page + "-wide");
            }
            try (ShownWindow shown = open(page, NARROW)) {
                narrow = pixels(shown, page + "-narrow");
                resize(shown.stage(), WIDE);
                compare(page + ", narrow to wide", shown, wide);
                resize(shown.stage(), NARROW);
                compare(page + ", narrow, wide and narrow", shown, narrow);
            }
            try (ShownWindow shown = open(page, WIDE)) {
                resize(shown.stage(), NARROW);
                if (page == Page.EVENTS) {
                    turnToEvents(shown);
                }
                compare(page + ", wide to narrow", shown, narrow);
                resize(shown.stage(), WIDE);
                compare(page + ", wide, narrow and wide", shown, wide);
            }
        }
    }

    private ShownWindow open(Page page, int[] size) throws Exception {
        FakeEngine engine = WindowTour.engine(home.resolve("runs"));
        Path folder = Files.createTempDirectory(home, "layout");
        ShownWindow shown = DesktopProgram.open(engine, folder);
        resize(shown.stage(), size);
        FxRoom.onFx(() -> {
            if (page.tab != null) {
                FakeRun run = (FakeRun) engine.runs.values().stream().filter(made -> made.progress().state() == RunState.DONE).findFirst()
                        .orElseThrow();
                shown.window().show(run, page.tab);
            }
            return null;
        });
        if (page == Page.INSPECTOR) {
            FxRoom.onFx(() -> {
                ((ButtonBase) shown.scene().lookup("#inspector-analyse")).fire();
                return null;
            });
        }
        if (page == Page.EVENTS && size == NARROW) {
            turnToEvents(shown);
        }
        return shown;
    }

    /** The second page of a narrow dashboard. */
    private static void turnToEvents(ShownWindow shown) throws Exception {
        FxRoom.until(() -> shown.scene().lookup("#dashboard") != null);
        FxRoom.onFx(() -> {
            shown.scene().lookup("#dashboard").lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                    .filter(button -> Integer.valueOf(1).equals(button.getUserData())).findFirst().orElseThrow().fire();
            return null;
        });
    }

    private static void resize(Stage stage, int[] content) throws Exception {
        // As a person drags the frame; until it holds, a window manager may answer late.
        Awaitility.await().atMost(FxRoom.patience()).pollInterval(Duration.ofMillis(100)).during(Duration.ofMillis(300))
                .until(() -> FxRoom.onFx(() -> {
                    boolean fits = stage.getScene().getWidth() == content[0] && stage.getScene().getHeight() == content[1];
                    if (!fits) {
                        stage.setWidth(stage.getWidth() - stage.getScene().getWidth() + content[0]);
                        stage.setHeight(stage.getHeight() - stage.getScene().getHeight() + content[1]);
                    }
                    return fits;
                }));
    }

    /** Once two pictures in a row are the same: what is read beside comes later. */
    private static int[] pixels(ShownWindow shown, String name) throws Exception {
        int[][] last = {pixels(shown)};
        int[] same = {0};
        Awaitility.await().atMost(FxRoom.patience()).pollInterval(Duration.ofMillis(200)).until(() -> {
            int[] now = pixels(shown);
            same[0] = different(last[0], now) == 0 ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] >= 3;
        });
        FxRoom.shot(shown.scene(), "layout-" + name.toLowerCase());
        return last[0];
    }

    private static int[] pixels(ShownWindow shown) throws Exception {
        return FxRoom.onFx(() -> {
            shown.scene().getRoot().requestFocus();
            WritableImage image = shown.scene().snapshot(null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        });
    }

    private static void compare(String what, ShownWindow shown, int[] opened) throws Exception {
        double[] share = {1};
        try {
            Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(200)).until(() -> {
                share[0] = different(opened, pixels(shown));
                return share[0] <= MOST_DIFFERENT;
            });
            DesktopProgram.say(what, "");
        } catch (ConditionTimeoutException e) {
            FxRoom.shot(shown.scene(), "layout-" + what.toLowerCase().replaceAll("[^a-z0-9]+", "-"));
            DesktopProgram.say(what, String.format("%.2f %% of the pixels are not those of a window opened in this size", share[0] * 100));
        }
    }

    private static double different(int[] one, int[] other) {
        if (one.length != other.length) {
            return 1;
        }
        int different = 0;
        for (int at = 0; at < one.length; at++) {
            different += one[at] == other[at] ? 0 : 1;
        }
        return (double) different / one.length;
    }
}
