package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.lang.reflect.Method;
import org.bytestill.ui.FxRoom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Text is laid out on the window's thread and, for canvases, on the one that renders; JavaFX's own sharing frees strings twice. */
@Tag("ui")
class TextLayoutsTest {
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
}
