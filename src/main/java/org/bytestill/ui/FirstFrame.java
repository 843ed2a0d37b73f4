package org.bytestill.ui;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javafx.animation.AnimationTimer;

/** Does what can wait until the window has been drawn once, one thing a frame, so that none keeps the window from answering for long. */
final class FirstFrame extends AnimationTimer {
    /** The first pulse lays out, the second draws what the first asked for. */
    private static final int PULSES_BEFORE = 3;

    private final Queue<Runnable> waiting;
    private int pulses;

    private FirstFrame(List<Runnable> waiting) {
        this.waiting = new ArrayDeque<>(waiting);
    }

    /** Begins to count frames; returns at once. */
    static void then(List<Runnable> work) {
        new FirstFrame(work).start();
    }

    @Override
    public void handle(long now) {
        pulses++;
        if (pulses <= PULSES_BEFORE) {
            return;
        }
        Runnable next = waiting.poll();
        if (next == null) {
            stop();
        } else {
            next.run();
        }
    }
}
