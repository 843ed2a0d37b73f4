package org.bytestill.ui.common;

import com.sun.jna.Platform;
import org.slf4j.LoggerFactory;

/**
 * Keeps JavaFX's two threads apart where they lay out text. What is written on a canvas is laid out by the thread that renders,
 * everything else by the window's. On Linux both borrow one shared object for it, which JavaFX 21 gives to the next borrower
 * before it has freed its own strings: with Hebrew, Arabic or Indic letters, or joined emoji, on the screen these are freed twice
 * sooner or later, and the process ends with "double free".
 */
final class TextLayouts {
    private static final String SHARED = "com.sun.javafx.text.GlyphLayout";
    private static Object held;

    private TextLayouts() {}

    /** Borrows the shared object for good, so that every layout gets one of its own, which costs next to nothing. */
    static synchronized void keepApart() {
        if (held != null || !Platform.isLinux()) {
            return;
        }
        try {
            held = Class.forName(SHARED).getMethod("getInstance").invoke(null);
        } catch (ReflectiveOperationException e) {
            // Another JavaFX, or one that shows nothing of its inside.
            LoggerFactory.getLogger(TextLayouts.class).debug("Text layouts of two threads cannot be kept apart: {}", e.toString());
        }
    }
}
