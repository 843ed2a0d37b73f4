package org.bytestill.ui.common;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Looks at the engine a few times a second, only while its node can be seen: started, in a showing window, not
 * minimised. One for a screen, whatever the number of its charts. A look that fails is the last one until it is started
 * again: its error is told once, not several times a second. A clock of its own, since any animation of JavaFX makes it prepare sixty
 * frames a second.
 */
public final class Poller {
    /** Between the 5 and 8 looks a second at which numbers read as live. */
    public static final Duration LIVE = Duration.millis(150);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "bytestill-window-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final Node seen;
    private final Runnable look;
    private final long millis;
    private final AtomicBoolean asked = new AtomicBoolean();
    private ScheduledFuture<?> ticking;
    private final ChangeListener<Boolean> onShowing = (observable, before, now) -> update();
    private final ChangeListener<Window> onWindow = (observable, before, now) -> watch(before, now);
    private boolean started;

    public Poller(Node seen, Duration interval, Runnable look) {
        this.seen = seen;
        this.look = look;
        millis = Math.max(1, Math.round(interval.toMillis()));
        seen.sceneProperty().addListener((observable, before, now) -> {
            watchScene(before, false);
            watchScene(now, true);
            update();
        });
        watchScene(seen.getScene(), true);
    }

    /** Looks at once, and again and again from now on. */
    public void start() {
        started = true;
        tryLook();
        update();
    }

    public void stop() {
        started = false;
        update();
    }

    boolean isRunning() {
        return ticking != null;
    }

    /** On the clock's thread; a look that the window has not come to yet is not asked for again. */
    private void tick() {
        if (asked.compareAndSet(false, true)) {
            Platform.runLater(() -> {
                asked.set(false);
                if (ticking != null && !isMinimised()) {
                    tryLook();
                }
            });
        }
    }

    private void tryLook() {
        try {
            look.run();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private boolean isMinimised() {
        Scene scene = seen.getScene();
        return scene != null && scene.getWindow() instanceof Stage stage && stage.isIconified();
    }

    private void watchScene(Scene scene, boolean on) {
        if (scene == null) {
            return;
        }
        if (on) {
            scene.windowProperty().addListener(onWindow);
            watch(null, scene.getWindow());
        } else {
            scene.windowProperty().removeListener(onWindow);
            watch(scene.getWindow(), null);
        }
    }

    private void watch(Window before, Window now) {
        if (before != null) {
            before.showingProperty().removeListener(onShowing);
        }
        if (now != null) {
            now.showingProperty().addListener(onShowing);
        }
        update();
    }

    // A running clock would keep a closed window alive.
    private void update() {
        Scene scene = seen.getScene();
        boolean visible = scene != null && scene.getWindow() != null && scene.getWindow().isShowing();
        if (started && visible && ticking == null) {
            ticking = CLOCK.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
        } else if (!(started && visible) && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }
}
