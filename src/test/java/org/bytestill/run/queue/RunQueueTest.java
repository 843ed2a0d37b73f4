package org.bytestill.run.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunQueueTest {
    @TempDir
    Path runs;

    private Path run(String name) throws IOException {
        Path path = Files.createDirectories(runs.resolve(name));
        RunManifest.create(new RunFolder(path)).state(RunState.STOPPED).write();
        return path;
    }

    private static RunState state(Path run) {
        return RunManifest.read(new RunFolder(run)).state();
    }

    @Test
    void runsWaitInTheOrderTheyCameAreMovedAndTakenOut() throws IOException {
        Path one = run("one");
        Path two = run("two");
        Path three = run("three");
        RunQueue queue = new RunQueue(runs);
        assertThat(queue.state().isEmpty()).isTrue();
        queue.add(one);
        queue.add(two);
        queue.add(three);
        queue.add(one);
        assertThat(queue.state().waiting()).containsExactly(one, two, three);
        assertThat(state(two)).isEqualTo(RunState.QUEUED);
        queue.move(three, 0);
        queue.move(one, 99);
        assertThat(new RunQueue(runs).state().waiting()).as("another process reads the same").containsExactly(three, two, one);
        queue.remove(two);
        assertThat(queue.state().waiting()).containsExactly(three, one);
        assertThat(state(two)).isEqualTo(RunState.STOPPED);
    }

    @Test
    void aRunThatIsGoneOrWasStartedElsewhereDoesNotWaitAnyMore() throws IOException {
        Path one = run("one");
        Path two = run("two");
        RunQueue queue = new RunQueue(runs);
        queue.add(one);
        queue.add(two);
        RunManifest.read(new RunFolder(one)).state(RunState.RUNNING).write();
        Files.move(two, runs.resolve("moved"));
        assertThat(queue.state().waiting()).isEmpty();
    }

    @Test
    void theRunAtHandIsPutBackAsTheNextOne() throws IOException {
        Path one = run("one");
        Path two = run("two");
        RunQueue queue = new RunQueue(runs);
        queue.add(one);
        queue.add(two);
        assertThat(queue.begin()).contains(one);
        assertThat(queue.state().current()).isEqualTo(one);
        RunManifest.read(new RunFolder(one)).state(RunState.STOPPED).write();
        queue.putBack();
        assertThat(queue.state().waiting()).containsExactly(one, two);
        assertThat(queue.state().hasCurrent()).isFalse();
        queue.begin();
        queue.ended();
        queue.begin();
        queue.ended();
        assertThat(queue.begin()).isEmpty();
    }

    @Test
    void oneProcessComputesTheQueue() {
        RunQueue queue = new RunQueue(runs);
        assertThat(queue.worker()).isEmpty();
        try (RunLock lock = queue.take()) {
            assertThat(queue.worker()).isPresent();
            assertThatThrownBy(queue::take).isInstanceOf(UserError.class).hasMessageContaining("is computed by process");
        }
        assertThat(queue.worker()).isEmpty();
    }

    @Test
    void whatWasChosenForFailuresAndWhyItIsHeldIsKept() {
        RunQueue queue = new RunQueue(runs);
        queue.setAfterFailure(QueueState.AfterFailure.HOLD);
        queue.hold("It waits.");
        assertThat(new RunQueue(runs).state()).isEqualTo(
                new QueueState(List.of(), Path.of(""), QueueState.AfterFailure.HOLD, "It waits."));
    }

    @Test
    void aRunOfAnotherFolderAndADamagedFileAreTold() throws IOException {
        RunQueue queue = new RunQueue(runs);
        assertThatThrownBy(() -> queue.add(runs.resolve("../elsewhere/run"))).hasMessageContaining("does not lie in the runs folder");
        queue.add(run("one"));
        Files.writeString(runs.resolve(".queue/queue.json"), "{\"waiting\": [");
        assertThatThrownBy(queue::state).isInstanceOf(UserError.class).hasMessageContaining("set aside");
        assertThat(queue.state().waiting()).isEmpty();
        Files.writeString(runs.resolve(".queue/queue.json"), "{\"schema\": 1, \"waiting\": [\"../../etc\", \"one\", 7]}");
        assertThat(queue.state().waiting()).containsExactly(runs.resolve("one"));
    }
}
