package org.bytestill.ui.common;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
 * frames a second, and woken between two looks by {@link #wake}.
 */
public final class Poller {
    /** Between the 5 and 8 looks a second at which numbers read as live. */
    public static final Duration LIVE = Duration.millis(150);

    /** Two looks are no nearer, however often it is woken. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "bytestill-window-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final Node seen;
    private final BooleanSupplier due;
    private final Runnable look;
    private final long millis;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile ScheduledFuture<?> ticking;
    private volatile long askedAtNanos;
    private final ChangeListener<Boolean> onShowing = (observable, before, now) -> update();
    private final ChangeListener<Window> onWindow = (observable, before, now) -> watch(before, now);
    private boolean started;

    public Poller(Node seen, Duration interval, Runnable look) {
        this(seen, interval, () -> true, look);
    }

    /**
     * @param due says on the clock's thread whether it is time for a look: what finds nothing new then does not wake the window
     */
    public Poller(Node seen, Duration interval, BooleanSupplier due, Runnable look) {
        this.seen = seen;
        this.due = due;
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

    /** Looks now, not only when the clock ticks, if it looks at all; from any thread. Of many calls a few are answered. */
    public void wake() {
        if (ticking != null && System.nanoTime() - askedAtNanos >= LEAST_NANOS) {
            ask();
        }
    }

    /** On the clock's thread. */
    private void tick() {
        if (isDue()) {
            ask();
        }
    }

    /** What cannot be answered is left to the look, which tells why. */
    private boolean isDue() {
        try {
            return due.getAsBoolean();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** A look that the window has not come to yet is not asked for again. */
    private void ask() {
        if (asked.compareAndSet(false, true)) {
            askedAtNanos = System.nanoTime();
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
