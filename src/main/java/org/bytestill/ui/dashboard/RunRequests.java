package org.bytestill.ui.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a run: to pause, save, stop, go on, from elsewhere or otherwise. Everything is done elsewhere than on the window's
 * thread; what has to wait for the end of an evaluation or a save is pending meanwhile.
 */
final class RunRequests {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Texts texts = Texts.of("dashboard");
    private final Run run;
    private final Engine engine;
    private final Consumer<Run> resumed;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private boolean resuming;
    private @Nullable Wish wish;

    /**
     * @param resumed is told the new handle of a run that had ended and that this program took up again
     * @param failed  shows what went wrong
     */
    RunRequests(Run run, Engine engine, Consumer<Run> resumed, Tasks tasks, Consumer<Throwable> failed) {
        this.run = run;
        this.engine = engine;
        this.resumed = resumed;
        this.tasks = tasks;
        this.failed = failed;
    }

    /** There is room again. */
    void tryAgain() {
        request(run::resume);
    }

    void saveTo(Path elsewhere) {
        request(() -> run.saveTo(elsewhere));
    }

    void goOnUnsaved() {
        request(run::goOnUnsaved);
    }

    void checkpoint() {
        wish = new Wish("pending.checkpoint", run.events().size());
        request(run::checkpoint);
    }

    /** What was asked for and has not happened yet, since it has to wait for the end of an evaluation or a save; empty if nothing. */
    String pending() {
        if (wish == null || wish.isFulfilled(run)) {
            wish = null;
            return "";
        }
        return texts.get(wish.text());
    }

    /** A request, by its words, and how many events there were when it was made. */
    private record Wish(String text, int events) {
        private static final Set<RunEvent.Kind> ANSWERS = EnumSet.of(RunEvent.Kind.CHECKPOINT, RunEvent.Kind.PAUSED, RunEvent.Kind.STOPPED,
                RunEvent.Kind.DONE, RunEvent.Kind.FAILED);

        boolean isFulfilled(Run run) {
            RunState state = run.progress().state();
            List<RunEvent> now = run.events();
            return !state.isActive() || state == RunState.PAUSING || state == RunState.STOPPING
                    || now.subList(Math.min(events, now.size()), now.size()).stream().anyMatch(event -> ANSWERS.contains(event.kind()));
        }
    }

    /** Pauses what runs, lets go on what is paused, takes up what has ended before its time; else does nothing. */
    void pauseOrResume() {
        BarFacts now = BarFacts.of(run.progress());
        if (now.canPause()) {
            wish = new Wish("pending.pause", run.events().size());
            request(run::pause);
        } else if (now.state() == RunState.PAUSED) {
            request(run::resume);
        } else if (now.canResume()) {
            resume(() -> engine.resume(run.folder()));
        }
    }

    /** Frees the memory of a paused run. */
    void rest() {
        request(run::rest);
    }

    /** Goes on from an earlier checkpoint, for example the last good one after training went astray; 0 begins anew. */
    void resumeFrom(int update) {
        resume(() -> engine.resume(run.folder(), Resumption.from(update == 0 ? "first" : String.valueOf(update))));
    }

    /** Goes on from the newest checkpoint with other values; a run that trains is stopped first, and saved. */
    void goOnWith(Map<String, String> changes) {
        resume(() -> {
            letGo(true);
            return engine.resume(run.folder(), Resumption.UNCHANGED.with(changes));
        });
    }

    /** Goes back to the last good checkpoint and on with half the learning rates; what was trained since is given up. */
    void goOnWithHalfTheRate() {
        RunConfig.Training training = run.config().training();
        Map<String, String> half = Map.of("training.learning_rate", String.valueOf(training.learningRate() / 2),
                "training.head_learning_rate", String.valueOf(training.headLearningRate() / 2));
        resume(() -> {
            letGo(false);
            return engine.resume(run.folder(), Resumption.from("good").with(half));
        });
    }

    private void letGo(boolean save) throws InterruptedException {
        if (run.progress().state().isActive()) {
            run.stop(save);
            while (!run.awaitEnd(LOOK_EVERY)) {
                Thread.onSpinWait();
            }
        }
    }

    private void resume(Callable<Run> request) {
        if (resuming) {
            return;
        }
        resuming = true;
        tasks.run(request, taken -> {
            resuming = false;
            resumed.accept(taken);
        }, thrown -> {
            resuming = false;
            failed.accept(thrown);
        });
    }

    void stop(boolean save) {
        wish = new Wish("pending.stop", run.events().size());
        request(() -> run.stop(save));
    }

    private void request(Runnable request) {
        tasks.run(Executors.callable(request), done -> {}, failed);
    }
}
