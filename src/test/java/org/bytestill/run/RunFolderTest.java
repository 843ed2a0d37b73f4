package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.train.CheckpointStore;
import org.bytestill.util.JsonLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunFolderTest {
    @TempDir
    private Path temporary;
    private RunFolder folder;

    @BeforeEach
    void createFolder() {
        folder = RunFolder.create(temporary.resolve("run"));
    }

    private static Map<Metric, Double> update(int number, double loss) {
        return Map.of(Metric.UPDATE, (double) number, Metric.TOKEN_LOSS, loss);
    }

    @Test
    void metricsAreReadBackAsTheyWereWritten() {
        MetricFile metrics = MetricFile.open(folder);
        metrics.appendEvaluation(Map.of(Metric.UPDATE, 0.0, Metric.BITS_PER_BYTE, 2.5, Metric.KL_BITS, Double.NaN));
        metrics.appendUpdate(update(1, 3.25));
        metrics.appendUpdate(update(2, 3.125));
        for (MetricFile one : new MetricFile[] {metrics, MetricFile.open(folder)}) {
            assertThat(one.training().size()).isEqualTo(2);
            assertThat(one.training().value(Metric.TOKEN_LOSS, 1)).isEqualTo(3.125);
            assertThat(one.training().value(Metric.GRADIENT_NORM, 1)).isNaN();
            assertThat(one.evaluation().last(Metric.BITS_PER_BYTE)).isEqualTo(2.5);
            assertThat(one.evaluation().last(Metric.KL_BITS)).isNaN();
        }
    }

    @Test
    void aRewindKeepsTheLostUpdatesAsAbandonedTail() {
        MetricFile metrics = MetricFile.open(folder);
        for (int i = 1; i <= 5; i++) {
            metrics.appendUpdate(update(i, i));
        }
        metrics.appendRewind(3);
        metrics.appendUpdate(update(4, 40));
        for (MetricFile one : new MetricFile[] {metrics, MetricFile.open(folder)}) {
            assertThat(one.training().size()).isEqualTo(4);
            assertThat(one.training().last(Metric.TOKEN_LOSS)).isEqualTo(40);
            assertThat(one.abandoned().size()).isEqualTo(2);
            assertThat(one.abandoned().value(Metric.TOKEN_LOSS, 0)).isEqualTo(4);
            assertThat(one.resumePoints()).containsExactly(3);
        }
    }

    @Test
    void halfALineOfAKilledProcessLosesNothingElse() throws IOException {
        MetricFile.open(folder).appendUpdate(update(1, 1));
        Files.writeString(folder.metrics(), "{\"type\":\"update\",\"upd", StandardOpenOption.APPEND);
        MetricFile metrics = MetricFile.open(folder);
        assertThat(metrics.training().size()).isEqualTo(1);
        metrics.appendUpdate(update(2, 2));
        assertThat(MetricFile.open(folder).training().size()).isEqualTo(2);
    }

    @Test
    void aDamagedLineIsSkippedAlone() throws IOException {
        MetricFile.open(folder).appendUpdate(update(1, 1));
        for (String damaged : List.of("{}", "[1]", "nonsense", "{\"type\":\"rewind\"}", "{\"type\":\"update\",\"update\":\"x\"}", "",
                "{\"type\":\"rewind\",\"update\":99999999999}", "{\"type\":\"of a later program\"}", "\u0000\u0000", "{\"type\":\"upd")) {
            Files.writeString(folder.metrics(), damaged + "\n", StandardOpenOption.APPEND);
        }
        MetricFile.open(folder).appendUpdate(update(2, 2));
        assertThat(MetricFile.open(folder).training().size()).isEqualTo(2);
        assertThat(MetricFile.open(folder).resumePoints()).isEmpty();

        EventFile.open(folder).append(new RunEvent(RunEvent.Kind.STARTED, 0, Instant.EPOCH, "Training begins."));
        for (String damaged : List.of("{}", "{\"kind\":\"DONE\",\"at\":\"1970-13-01T00:00:00Z\"}", "7", "{\"kind\"")) {
            Files.writeString(folder.events(), damaged + "\n", StandardOpenOption.APPEND);
        }
        EventFile.open(folder).append(new RunEvent(RunEvent.Kind.DONE, 2, Instant.EPOCH, "All 2 updates are done."));
        assertThat(EventFile.open(folder).all()).extracting(RunEvent::message)
                .containsExactly("Training begins.", "All 2 updates are done.");
    }

    @Test
    void anyBitOfALogMayChangeAndTheLinesBesideItAreRead() throws IOException {
        EventFile events = EventFile.open(folder);
        MetricFile metrics = MetricFile.open(folder);
        for (int i = 1; i <= 4; i++) {
            events.append(new RunEvent(RunEvent.Kind.EVALUATED, i, Instant.EPOCH, "E" + i));
            metrics.appendUpdate(update(i, i));
        }
        // A line break that is gone costs the two lines it stood between.
        assertEveryFlip(folder.events(), () -> assertThat(EventFile.open(folder).all()).hasSizeBetween(2, 4));
        assertEveryFlip(folder.metrics(), () -> assertThat(MetricFile.open(folder).training().size()).isBetween(2, 4));
    }

    private static void assertEveryFlip(Path file, Runnable assertion) throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(JsonLines.class);
        log.setLevel(Level.OFF); // a line for every flip
        byte[] whole = Files.readAllBytes(file);
        try {
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, flipped);
                assertion.run();
            }
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    void aFolderWithAnOddNameIsNoCheckpoint() throws IOException {
        for (String name : List.of("step-99999999999", "step-007", "step-", "step-1.broken", "step-x", "steps", "step-5.tmp")) {
            Files.createDirectories(folder.checkpoints().resolve(name));
        }
        CheckpointStore store = new CheckpointStore(folder);
        assertThat(store.updates()).isEmpty();
        assertThat(store.newestState()).isEmpty();
        List<String> broken = new ArrayList<>();
        assertThat(store.newestWhole(broken)).isEmpty();
        assertThat(broken).isEmpty();
        store.prune(1, -1);
        assertThat(folder.checkpoints().resolve("step-99999999999")).as("it is nobody's to delete").isDirectory();
    }

    @Test
    void aReaderFollowsWhatAnotherProcessAppends() {
        MetricFile reader = MetricFile.open(folder);
        EventFile events = EventFile.open(folder);
        MetricFile.open(folder).appendUpdate(update(1, 1));
        EventFile.open(folder).append(new RunEvent(RunEvent.Kind.CHECKPOINT, 1, Instant.EPOCH, "Checkpoint saved."));
        assertThat(reader.training().size()).isZero();
        reader.refresh();
        events.refresh();
        assertThat(reader.training().size()).isEqualTo(1);
        assertThat(events.all()).containsExactly(new RunEvent(RunEvent.Kind.CHECKPOINT, 1, Instant.EPOCH, "Checkpoint saved."));
    }

    @Test
    void requestsArriveFromThisProcessAndFromAnother() {
        Control control = new Control(folder);
        assertThat(control.take()).isEmpty();
        control.request(Control.Request.CHECKPOINT);
        assertThat(control.stopsNow()).as("a checkpoint waits for the update").isFalse();
        assertThat(control.take()).contains(Control.Request.CHECKPOINT);
        Control.send(folder, Control.Request.STOP);
        Control fresh = new Control(folder);
        assertThat(fresh.stopsNow()).isTrue();
        assertThat(fresh.take()).contains(Control.Request.STOP);
        assertThat(folder.control()).doesNotExist();
        assertThat(fresh.take()).isEqualTo(Optional.empty());
    }

    @Test
    void aRunIsComputedByOneProcessAndAStaleLockIsReplaced() throws IOException {
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(RunLock.holder(folder)).map(LockHolder::pid).contains(ProcessHandle.current().pid());
            assertThatThrownBy(() -> RunLock.take(folder)).isInstanceOf(UserError.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        assertThat(RunLock.holder(folder)).isEmpty();
        Files.writeString(folder.lock(), "{\"pid\":" + ProcessHandle.current().pid() + ",\"processStartedAt\":\"2001-01-01T00:00:00Z\"}");
        assertThat(RunLock.holder(folder)).as("the number was used by another process before").isEmpty();
        RunLock.take(folder).close();
        Files.writeString(folder.lock(), "{\"pi");
        RunLock.take(folder).close();
    }

    @Test
    void aFolderWithARunOrOtherFilesIsNotTaken() throws IOException {
        Files.writeString(folder.manifest(), "{}");
        assertThatThrownBy(() -> RunFolder.create(folder.path())).isInstanceOf(UserError.class).hasMessageContaining("holds a run already");
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "x");
        assertThatThrownBy(() -> RunFolder.create(other)).isInstanceOf(UserError.class).hasMessageContaining("is not empty");
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertThatThrownBy(() -> RunFolder.create(file)).isInstanceOf(UserError.class).hasMessageContaining("is a file");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("below"))).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void aManifestOfALaterProgramIsRefused() throws IOException {
        Files.writeString(folder.manifest(), "{\"schema\": 9}");
        assertThatThrownBy(() -> RunManifest.read(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("version 9; this program reads up to 1");
    }
}
