package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.awaitility.Awaitility;
import org.bytestill.ui.common.Theme;
import org.testfx.api.FxToolkit;

/**
 * A stage without a display, and pictures of what is on it. Under Monocle a shown scene cannot change its size: each
 * picture gets a stage of its own. CSS warnings are failures.
 */
public final class FxRoom implements AutoCloseable {
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private static final int WHOLE_PULSES = 2;
    /** How long the window may take to come to what is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("patience", 20));

    private final StringBuffer cssWarnings = new StringBuffer();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord warning) {
            if (warning.getMessage() != null) {
                cssWarnings.append(warning.getMessage()).append('\n');
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Stage stage;

    public FxRoom() throws Exception {
        FxToolkit.registerPrimaryStage();
        onFx(() -> {
            Platform.setImplicitExit(false);
            return null;
        });
        CSS.addHandler(listener);
    }

    /** Does something on the JavaFX thread and waits for it. */
    public static <T> T onFx(Callable<T> work) throws Exception {
        if (Platform.isFxApplicationThread()) {
            return work.call();
        }
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        T result = task.get(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS);
        settle();
        return result;
    }

    /**
     * Waits until what was asked for so far is done, laid out, and what layout asked for is laid out too: for whole pulses of JavaFX, where
     * TestFX's {@code waitForFxEvents} sleeps for 200 ms whether anything happens or not.
     */
    public static void settle() {
        CountDownLatch settled = new CountDownLatch(1);
        Platform.runLater(() -> new AnimationTimer() {
            private int begun;

            @Override
            public void handle(long now) {
                begun++;
                if (begun > WHOLE_PULSES) {
                    stop();
                    settled.countDown();
                }
            }
        }.start());
        try {
            assertThat(settled.await(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS)).as("JavaFX answers").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Theme theme(Theme.Mode mode) throws Exception {
        return onFx(() -> new Theme(mode, false));
    }

    /** Shows a screen, in place of the one before. */
    public Stage show(Theme theme, Callable<Parent> screen, int width, int height) throws Exception {
        hide();
        stage = onFx(() -> {
            Scene scene = new Scene(screen.call(), width, height);
            theme.dress(scene);
            Stage fresh = new Stage();
            fresh.setScene(scene);
            fresh.show();
            return fresh;
        });
        return stage;
    }

    static Duration patience() {
        return PATIENCE;
    }

    /** Waits until a condition of the JavaFX thread holds. */
    public static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(30)).until(() -> onFx(condition));
    }

    /** Writes what is shown into {@code shot.dir}, for people to look at. */
    public void shot(String name) throws Exception {
        shot(stage.getScene(), name);
    }

    public static void shot(Scene scene, String name) throws Exception {
        settle();
        WritableImage image = onFx(() -> scene.snapshot(null));
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        Path file = Path.of(System.getProperty("shot.dir", "target/shots"), name + ".png");
        Files.createDirectories(file.getParent());
        write(picture, file);
    }

    /** As PNG, hardly packed: a suite writes hundreds of them. */
    private static void write(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam fast = writer.getDefaultWriteParam();
        fast.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        fast.setCompressionQuality(0.9f);
        Files.deleteIfExists(file);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), fast);
        } finally {
            writer.dispose();
        }
    }

    public Stage stage() {
        return stage;
    }

    public void hide() throws Exception {
        if (stage != null) {
            Stage old = stage;
            stage = null;
            onFx(() -> {
                old.hide();
                return null;
            });
        }
    }

    @Override
    public void close() throws Exception {
        hide();
        CSS.removeHandler(listener);
        if (cssWarnings.length() > 0) {
            throw new AssertionError("JavaFX warns of its style sheets:\n" + cssWarnings);
        }
    }
}
