package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final Deque<Runnable> window = new ArrayDeque<>();
    private final Latest latest = new Latest(window::add);
    private final List<String> told = new ArrayList<>();

    private void runWindow() {
        while (!window.isEmpty()) {
            window.poll().run();
        }
    }

    @Test
    void anAnswerThatComesAfterANewerQuestionIsDropped() {
        CompletableFuture<String> first = new CompletableFuture<>();
        latest.ask().await(first, (answer, failure) -> told.add(answer));
        first.complete("first");
        latest.ask().await(CompletableFuture.completedFuture("second"), (answer, failure) -> told.add(answer));
        runWindow();
        assertThat(told).as("the first was on its way to the window already").containsExactly("second");
    }

    @Test
    void theWorkOfADroppedQuestionIsCancelled() {
        CompletableFuture<String> first = latest.ask().by(new CompletableFuture<>());
        CompletableFuture<String> second = latest.ask().by(new CompletableFuture<>());
        assertThat(first).isCancelled();
        assertThat(second).isNotDone();
        latest.cancel();
        assertThat(second).isCancelled();
    }

    @Test
    void aFailureIsHandedOverButACancelledQuestionSaysNothing() {
        CompletableFuture<String> work = new CompletableFuture<>();
        latest.ask().await(work, (answer, failure) -> told.add(failure.getMessage()));
        work.completeExceptionally(new IllegalStateException("broken"));
        runWindow();
        CompletableFuture<String> dropped = new CompletableFuture<>();
        Latest.Question question = latest.ask();
        question.await(question.by(dropped), (answer, failure) -> told.add("dropped"));
        latest.cancel();
        runWindow();
        assertThat(told).containsExactly("broken");
        assertThat(question.isWanted()).isFalse();
    }

    @Test
    void reportsAreLeftOutWhileOneWaitsForTheWindow() {
        Latest.Question question = latest.ask();
        question.report(() -> told.add("1"));
        question.report(() -> told.add("2"));
        runWindow();
        question.report(() -> told.add("3"));
        runWindow();
        assertThat(told).containsExactly("1", "3");
    }

    @Test
    void ofQuestionsThatWaitInTheBackgroundOnlyTheNewestIsComputed() {
        Deque<Runnable> background = new ArrayDeque<>();
        List<String> computed = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            latest.ask(background::add, () -> {
                computed.add(name);
                return name;
            }, told::add);
        }
        background.forEach(Runnable::run);
        runWindow();
        assertThat(computed).containsExactly("c");
        assertThat(told).containsExactly("c");
    }
}
