package org.bytestill.ui.common;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asynchronous requests of which only the newest counts: a new request, or {@link #cancel}, cancels the one before and drops its
 * late answers and progress reports. Called on the window's thread.
 */
public final class Latest {
    private final Executor ui;
    private volatile Question newest;

    /** {@code ui} runs on the window's thread. */
    public Latest(Executor ui) {
        this.ui = ui;
    }

    /** Begins a question in place of the one before. */
    public Question ask() {
        Question before = newest;
        Question question = new Question();
        newest = question;
        drop(before);
        return question;
    }

    /** Computes an answer in the background and hands it over on the window's thread; what still waits when asked again is skipped. */
    public <A> void ask(Executor background, Supplier<A> question, Consumer<A> answered) {
        Question asked = ask();
        background.execute(() -> {
            if (asked.isWanted()) {
                A answer = question.get();
                asked.tell(() -> answered.accept(answer));
            }
        });
    }

    /** Drops the question that is worked on, if any. */
    public void cancel() {
        Question before = newest;
        newest = null;
        drop(before);
    }

    private static void drop(Question before) {
        if (before != null && before.work != null) {
            before.work.cancel(false);
        }
    }

    /** One question and what comes back of it. */
    public final class Question {
        private final Reports reports = new Reports(ui);
        private CompletableFuture<?> work;

        private Question() {}

        /** Whether nothing newer was asked; from any thread, so that long work may end early. */
        public boolean isWanted() {
            return newest == this;
        }

        /** Work that is cancelled when the question is dropped. */
        public <A> CompletableFuture<A> by(CompletableFuture<A> future) {
            work = future;
            if (!isWanted()) {
                future.cancel(false);
            }
            return future;
        }

        /** Hands over an answer or a failure on the window's thread, if it is wanted then. */
        public <A> void await(CompletableFuture<A> future, BiConsumer<A, Throwable> answered) {
            future.whenComplete((answer, failure) -> tell(() -> answered.accept(answer, failure)));
        }

        /** Does something on the window's thread, if the question is wanted then; from any thread. */
        public void tell(Runnable then) {
            ui.execute(() -> {
                if (isWanted()) {
                    then.run();
                }
            });
        }

        /** The same of how far the work is: of many reports those are left out that come while one waits for the window. */
        public void report(Runnable then) {
            reports.pass(() -> {
                if (isWanted()) {
                    then.run();
                }
            });
        }
    }
}
