package org.bytestill.ui.wizard;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers only the newest question: older ones that still wait are skipped, older answers that come late are dropped. */
final class LatestTask<A> {
    private final Executor background;
    private final Executor ui;
    private final AtomicLong newest = new AtomicLong();

    LatestTask(Executor background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /** Computes on the background thread and, unless asked again by then, hands over on the window's. */
    void ask(Supplier<A> question, Consumer<A> answer) {
        long number = newest.incrementAndGet();
        background.execute(() -> {
            if (number != newest.get()) {
                return;
            }
            A found = question.get();
            ui.execute(() -> {
                if (number == newest.get()) {
                    answer.accept(found);
                }
            });
        });
    }

    /** Drops what is being computed. */
    void cancel() {
        newest.incrementAndGet();
    }
}
