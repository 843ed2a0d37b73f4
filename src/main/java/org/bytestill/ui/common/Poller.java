package org.bytestill.ui.common;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Looks at the engine a few times a second, only while its node can be seen: started, in a showing window, not
 * minimised. One for a screen, whatever the number of its charts. A look that fails is the last one until it is started
 * again: its error is told once, not several times a second.
 */
public final class Poller {
    /** Between the 5 and 8 looks a second at which numbers read as live. */
    public static final Duration LIVE = Duration.millis(150);

    private final Node seen;
    private final Runnable look;
    private final Timeline timeline;
    private final ChangeListener<Boolean> onShowing = (observable, before, now) -> update();
    private final ChangeListener<Window> onWindow = (observable, before, now) -> watch(before, now);
    private boolean started;

    public Poller(Node seen, Duration interval, Runnable look) {
        this.seen = seen;
        this.look = look;
        timeline = new Timeline(new KeyFrame(interval, tick -> look()));
        timeline.setCycleCount(Animation.INDEFINITE);
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
        return timeline.getStatus() == Animation.Status.RUNNING;
    }

    private void look() {
        if (!isMinimised()) {
            tryLook();
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

    // A running Timeline would keep a closed window alive.
    private void update() {
        Scene scene = seen.getScene();
        boolean visible = scene != null && scene.getWindow() != null && scene.getWindow().isShowing();
        if (started && visible) {
            timeline.play();
        } else {
            timeline.stop();
        }
    }
}
