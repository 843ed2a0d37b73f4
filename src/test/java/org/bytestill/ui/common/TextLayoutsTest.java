package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.text.Text;
import org.bytestill.ui.FxRoom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Text is laid out on the window's thread and, for canvases, on the one that renders; JavaFX's own sharing frees strings twice. */
@Tag("ui")
class TextLayoutsTest {
    private static final String SCRIPTS = "שלום ہے नमस्ते 👩‍🚀 ";
    private static final int LAYOUTS = 1500;

    private static Object borrowed() throws ReflectiveOperationException {
        Class<?> layout = Class.forName("com.sun.javafx.text.GlyphLayout");
        Object borrowed = layout.getMethod("getInstance").invoke(null);
        Method giveBack = layout.getMethod("dispose");
        giveBack.invoke(borrowed);
        return borrowed;
    }

    @Test
    void noTwoLayoutsShareAnObject() throws Exception {
        assumeTrue(Platform.isLinux(), "only there is it shared");
        try (FxRoom room = new FxRoom()) {
            FxRoom.theme(Theme.Mode.LIGHT);
            assertThat(borrowed()).isNotSameAs(borrowed());
        }
    }

    @Test
    void twoThreadsLayOutJoinedLettersAtOnce() throws Exception {
        try (FxRoom room = new FxRoom()) {
            FxRoom.theme(Theme.Mode.LIGHT);
            CompletableFuture<Double> other = CompletableFuture.supplyAsync(TextLayoutsTest::widthOfAll);
            double window = FxRoom.onFx(TextLayoutsTest::widthOfAll);
            // JavaFX chooses fallback fonts without a lock, so that a text's first width may be another; what counts is that the process lives.
            assertThat(other.get(1, TimeUnit.MINUTES)).isCloseTo(window, withinPercentage(1));
        }
    }

    private static double widthOfAll() {
        double width = 0;
        for (int i = 0; i < LAYOUTS; i++) {
            width += new Text(SCRIPTS + i).getLayoutBounds().getWidth();
        }
        return width;
    }
}
