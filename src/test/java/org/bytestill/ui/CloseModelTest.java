package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.ui.CloseModel.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: what becomes of a run when the window closes. */
class CloseModelTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FakeRun run;

    private CloseModel model() {
        run = FakeRun.training(folder.resolve("run"));
        engine.runs.put(run.folder(), run);
        return new CloseModel(engine, background(), run);
    }

    private BackgroundRuns background() {
        return new BackgroundRuns(folder.resolve("background.json"));
    }

    @Test
    void theBackgroundTakesTheRunAndTheNextStartKnows() throws Exception {
        model().close(Way.BACKGROUND);
        assertThat(engine.handedOver).containsExactly(run.folder());
        assertThat(run.requests).isEmpty();
        assertThat(engine.closed).isTrue();
        assertThat(background().find(engine).goingOn()).containsExactly(run);
        run.state(RunState.DONE);
        assertThat(background().find(engine).ended()).containsExactly(run);
        assertThat(background().find(engine).ended()).as("told once").isEmpty();
    }

    @Test
    void aPauseLetsTheRunRestBeforeTheEngineCloses() throws Exception {
        model().close(Way.PAUSE);
        assertThat(run.requests).containsExactly("rest");
        assertThat(engine.closed).isTrue();
    }

    @Test
    void aStopIsLeftToTheEngineWhichSaves() throws Exception {
        model().close(Way.STOP);
        assertThat(run.requests).isEmpty();
        assertThat(engine.closed).isTrue();
    }

    @Test
    void aRunThatCannotBeHandedOverKeepsTheWindowOpen() {
        CloseModel model = model();
        engine.refusesToHandOver = UserError.badInput("No Java.");
        assertThatThrownBy(() -> model.close(Way.BACKGROUND)).hasMessage("No Java.");
        assertThat(engine.closed).isFalse();
        assertThat(background().find(engine).goingOn()).isEmpty();
    }

    @Test
    void aRunThatWaitsForRoomCanOnlyBeStopped() {
        CloseModel model = model();
        assertThat(model.ways()).containsExactly(Way.BACKGROUND, Way.PAUSE, Way.STOP);
        RunProgress old = run.progress;
        run.progress = new RunProgress(RunState.PAUSED, 2, 2, old.update(), old.updates(), 0, 0, 0, 0, 0, 0, "The disk is full.");
        assertThat(model.ways()).containsExactly(Way.STOP);
    }

    @Test
    void aDamagedListOfBackgroundRunsNamesNone() throws Exception {
        for (String damaged : new String[] {"", "{", "null", "[null, \"\\u0000\"]", "[3]"}) {
            Files.writeString(folder.resolve("background.json"), damaged);
            assertThat(background().find(engine).goingOn()).as(damaged).isEmpty();
        }
    }
}
