package org.bytestill.ui.bell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.job.Jobs;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.common.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: what rings, what is kept, what has been read. */
class BellTest {
    @TempDir
    Path folder;
    private final Jobs jobs = new Jobs();
    private final FakeEngine engine = new FakeEngine() {
        @Override
        public List<Job> jobs() {
            return jobs.all();
        }
    };
    private final List<BellItem> rung = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private Bell bell() {
        return new Bell(folder.resolve("bell.json"), engine, folder.resolve("runs"), new Tasks(Runnable::run, Runnable::run), rung::add,
                failures::add);
    }

    private FakeRun run(RunState state) {
        FakeRun run = FakeRun.training(folder.resolve("runs/one"));
        engine.runs.put(run.folder(), run);
        summary(run, state);
        return run;
    }

    private void summary(FakeRun run, RunState state) {
        engine.summaries.clear();
        engine.summaries.add(new RunSummary(run.folder(), "one", state, "", "", 1, 2, Double.NaN, 1.2, 1, 1, 0, Instant.now(), ""));
    }

    private static void happens(FakeRun run, RunEvent.Kind kind, String text) {
        run.events.add(new RunEvent(kind, 1300, Instant.now().plusMillis(run.events.size()), text));
    }

    @Test
    void alertsAndEndsRingOnceAndWhatIsOldDoesNot() {
        Bell bell = bell();
        FakeRun run = run(RunState.RUNNING);
        bell.look();
        assertThat(rung).as("its events are older than the first start").isEmpty();
        happens(run, RunEvent.Kind.CHECKPOINT, "Checkpoint saved.");
        happens(run, RunEvent.Kind.WARNING, "The student overfits.");
        bell.look();
        bell.look();
        assertThat(rung).extracting(BellItem::text).containsExactly("The student overfits.");
        happens(run, RunEvent.Kind.DONE, "All updates are done.");
        summary(run, RunState.DONE);
        bell.look();
        assertThat(rung).extracting(BellItem::kind).containsExactly(BellItem.Kind.ALERT, BellItem.Kind.DONE);
        assertThat(bell.items().get(0).text()).as("the newest first").isEqualTo("All updates are done.");
        assertThat(failures).isEmpty();
    }

    @Test
    void whatHappensWhileTheWindowIsClosedRingsAtTheNextStart() {
        FakeRun run = run(RunState.RUNNING);
        Bell before = bell();
        happens(run, RunEvent.Kind.WARNING, "The disk is nearly full.");
        before.look();
        happens(run, RunEvent.Kind.DONE, "All updates are done.");
        summary(run, RunState.DONE);
        rung.clear();
        Bell next = bell();
        next.look();
        assertThat(rung).extracting(BellItem::text).containsExactly("All updates are done.");
        assertThat(next.items()).hasSize(2);
    }

    @Test
    void aRunWhoseProcessIsGoneRings() {
        FakeRun run = run(RunState.RUNNING);
        Bell bell = bell();
        bell.look();
        summary(run, RunState.INTERRUPTED);
        bell.look();
        bell.look();
        assertThat(rung).extracting(BellItem::kind).containsExactly(BellItem.Kind.INTERRUPTED);
    }

    @Test
    void jobsRingWhenTheyEndButNotWhenTheyAreCancelled() {
        Bell bell = bell();
        Job done = jobs.begin(Job.Kind.EXPORT, Path.of("out"));
        Job failed = jobs.begin(Job.Kind.AUDIT, Path.of("teacher"));
        Job cancelled = jobs.begin(Job.Kind.AUDIT, Path.of("other"));
        bell.look();
        assertThat(rung).isEmpty();
        done.follow(CompletableFuture.completedFuture(""));
        failed.follow(CompletableFuture.failedFuture(UserError.badInput("There is no teacher.")));
        cancelled.follow(CompletableFuture.failedFuture(new CancellationException()));
        bell.look();
        bell.look();
        assertThat(rung).extracting(BellItem::kind).containsExactly(BellItem.Kind.JOB_DONE, BellItem.Kind.JOB_FAILED);
        assertThat(rung.get(1).text()).isEqualTo("There is no teacher.");
    }

    @Test
    void whatHasBeenReadStaysRead() {
        FakeRun run = run(RunState.RUNNING);
        Bell bell = bell();
        happens(run, RunEvent.Kind.WARNING, "One.");
        happens(run, RunEvent.Kind.WARNING, "Two.");
        bell.look();
        assertThat(bell.unreadProperty().get()).isEqualTo(2);
        bell.read(bell.items().get(0));
        assertThat(bell.unreadProperty().get()).isEqualTo(1);
        Bell next = bell();
        assertThat(next.unreadProperty().get()).isEqualTo(1);
        next.readAll();
        assertThat(bell().unreadProperty().get()).isZero();
        next.clear();
        assertThat(bell().items()).isEmpty();
    }

    @Test
    void theUsersFolderIsMadeWhereNothingElseMadeIt() {
        new BellFile(folder.resolve("Bytestill/bell.json")).write(new BellFile.Kept(Instant.EPOCH, List.of()));
        assertThat(folder.resolve("Bytestill/bell.json")).exists();
    }

    @Test
    void aDamagedFileBeginsAnew() throws Exception {
        for (String damaged : List.of("", "{", "[]", "{\"until\": 3, \"items\": [{\"at\": \"x\"}, 7]}")) {
            Files.writeString(folder.resolve("bell.json"), damaged);
            assertThat(bell().items()).as(damaged).isEmpty();
        }
    }

    @Test
    void aCancelledJobIsToldAtItsNextReport() {
        Job job = jobs.begin(Job.Kind.AUDIT, Path.of("teacher"));
        var progress = job.counted((done, total) -> true);
        assertThat(progress.report(1, 4)).isTrue();
        assertThat(job.share()).isEqualTo(0.25);
        job.cancel();
        assertThat(progress.report(2, 4)).isFalse();
    }
}
