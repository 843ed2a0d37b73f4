package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeRun;
import org.junit.jupiter.api.Test;

class RunGlanceTest {
    private final FakeRun run = FakeRun.training(Path.of("runs/whales"));
    private RunGlance before = RunGlance.at(run);

    private boolean isNew() {
        RunGlance now = RunGlance.at(run);
        boolean isNew = !now.equals(before);
        before = now;
        return isNew;
    }

    @Test
    void aRunThatDoesNothingIsNotNew() {
        assertThat(isNew()).isFalse();
        run.state(RunState.DONE);
        assertThat(isNew()).isTrue();
        assertThat(isNew()).isFalse();
    }

    @Test
    void anUpdateAnEvaluationAndAnEventAreNew() {
        run.log.trainedTo(1221);
        assertThat(isNew()).isTrue();
        run.log.trainedTo(1300);
        assertThat(isNew()).isTrue();
        run.events.add(new RunEvent(RunEvent.Kind.CHECKPOINT, 1300, Instant.now(), "Checkpoint saved"));
        assertThat(isNew()).isTrue();
        assertThat(isNew()).isFalse();
    }
}
