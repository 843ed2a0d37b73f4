package org.bytestill.ui;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.Scene;

/** When the frame was drawn that shows what has changed: listens always, so that listening costs the window nothing between two looks. */
final class DrawnFrames {
    private static final double NEVER_MILLIS = 20_000;

    private volatile boolean awaited;
    private boolean changed;
    private volatile long drawnNanos;
    private volatile CountDownLatch drawn = new CountDownLatch(1);

    /** Made on the JavaFX thread. */
    DrawnFrames(Scene scene, List<? extends Observable> values) {
        values.forEach(value -> value.addListener(change -> changed = awaited));
        scene.addPostLayoutPulseListener(() -> {
            if (changed) {
                changed = false;
                awaited = false;
                // The frame of this pulse is handed to the renderer at the end of the pulse; what is handed over later comes after it.
                Platform.runLater(() -> Toolkit.getToolkit().addRenderJob(new RenderJob(() -> {
                    drawnNanos = System.nanoTime();
                    drawn.countDown();
                })));
            }
        });
    }

    /** The next change counts. */
    void await() {
        drawn = new CountDownLatch(1);
        awaited = true;
    }

    /** Waits for the frame. */
    double millisSince(long nanos) throws InterruptedException {
        return drawn.await((long) NEVER_MILLIS, TimeUnit.MILLISECONDS) ? (drawnNanos - nanos) / 1e6 : NEVER_MILLIS;
    }
}
