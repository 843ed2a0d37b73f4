package org.bytestill.ui;

import com.sun.javafx.tk.Toolkit;
import com.sun.javafx.tk.quantum.QuantumToolkit;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
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
 * size has a stage of its own, in which one screen follows another. CSS warnings are failures.
 */
public final class FxRoom implements AutoCloseable {
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private static final int WHOLE_PULSES = 2;
    private static final Method PULSE = pulse();
    /** How long the window may take to come to what is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("patience", 20));

    /**
     * What the last room showed, empty. JavaFX remembers what style sheets come to until their window is hidden; to work it out again for
     * every test takes longer than everything else that a window needs.
     */
    private static Stage last;
    private static List<Object> lastLook;

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
     * Waits until what was asked for so far is done, laid out, and what layout asked for is laid out too: for whole pulses of JavaFX, begun
     * here, where TestFX's {@code waitForFxEvents} sleeps for 200 ms whether anything happens or not.
     */
    public static void settle() {
        for (int pulse = 0; pulse < WHOLE_PULSES; pulse++) {
            FutureTask<Object> task = new FutureTask<>(() -> PULSE.invoke(Toolkit.getToolkit()));
            Platform.runLater(task);
            try {
                task.get(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("JavaFX answers", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What JavaFX does when its clock ticks; tests do not wait for the clock. */
    private static Method pulse() {
        try {
            Method pulse = QuantumToolkit.class.getDeclaredMethod("pulse");
            pulse.setAccessible(true);
            return pulse;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Theme theme(Theme.Mode mode) throws Exception {
        return onFx(() -> new Theme(mode, false));
    }

    /** Shows a screen, in place of the one before. */
    public Stage show(Theme theme, Callable<Parent> screen, int width, int height) throws Exception {
        List<Object> look = List.of(theme.isDark(), theme.isHighContrast(), width, height);
        if (last == null || !last.isShowing() || !look.equals(lastLook)) {
            hideLast();
            last = onFx(() -> {
                Stage fresh = new Stage();
                fresh.setScene(theme.scene(new Frame(), width, height));
                return fresh;
            });
            lastLook = look;
        }
        stage = last;
        return onFx(() -> {
            theme.dress(stage.getScene());
            ((Frame) stage.getScene().getRoot()).getChildren().setAll(screen.call());
            stage.show();
            stage.requestFocus();
            return stage;
        });
    }

    /** Hides the window that the last test left for the next. */
    static void hideLast() throws Exception {
        if (last != null) {
            Stage old = last;
            last = null;
            onFx(() -> {
                old.hide();
                return null;
            });
        }
    }

    /** What stays in a scene while screens come and go, each as large as the scene. */
    private static final class Frame extends Pane {
        @Override
        protected void layoutChildren() {
            getChildren().forEach(screen -> screen.resizeRelocate(0, 0, getWidth(), getHeight()));
        }
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
        write(onFx(() -> scene.snapshot(null)), name);
    }

    /** Writes a picture into {@code shot.dir}. */
    static void write(WritableImage image, String name) throws IOException {
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
        stage = null;
        hideLast();
    }

    @Override
    public void close() throws Exception {
        if (stage != null && stage == last) {
            onFx(() -> {
                ((Frame) last.getScene().getRoot()).getChildren().clear();
                return null;
            });
        }
        CSS.removeHandler(listener);
        if (cssWarnings.length() > 0) {
            throw new AssertionError("JavaFX warns of its style sheets:\n" + cssWarnings);
        }
    }
}
