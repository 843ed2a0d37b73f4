package org.bytestill.ui.inspector.state;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/** Playback: moves the cursor forward by itself, four bytes a second at first. */
public final class Player {
    private static final double BYTES_A_SECOND = 4;
    private static final double SLOWEST = 0.25;
    private static final double FASTEST = 16;

    private final WholeText whole;
    private final Timeline steps;

    public Player(WholeText whole) {
        this.whole = whole;
        steps = new Timeline(new KeyFrame(Duration.seconds(1 / BYTES_A_SECOND), event -> step()));
        steps.setCycleCount(Animation.INDEFINITE);
    }

    private void step() {
        int before = whole.place();
        whole.step((moves, from) -> moves.byBytes(from, 1), true);
        if (before == whole.bytes().length - 1) {
            stop();
        }
    }

    public void toggle() {
        if (isPlaying()) {
            stop();
        } else {
            steps.play();
        }
    }

    public void stop() {
        steps.stop();
    }

    boolean isPlaying() {
        return steps.getStatus() == Animation.Status.RUNNING;
    }

    /** Twice as fast, or half. */
    public void change(boolean faster) {
        steps.setRate(Math.max(SLOWEST, Math.min(FASTEST, steps.getRate() * (faster ? 2 : 0.5))));
    }

    /** Bytes a second. */
    double speed() {
        return steps.getRate() * BYTES_A_SECOND;
    }
}
