package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies in a run's folder, it opens in seconds and loses only what is damaged. */
@Timeout(20)
class DamagedRunFolderTest {
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
    void aLogOfManyRewindsOpensInTime() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 50_000; i++) {
            log.append("{\"type\":\"update\",\"update\":1}\n");
        }
        for (int i = 1; i <= 50_000; i++) {
            log.append("{\"type\":\"update\",\"update\":5}\n{\"type\":\"rewind\",\"update\":1}\n");
        }
        Files.writeString(folder.metrics(), log);
        MetricFile metrics = MetricFile.open(folder);
        assertThat(metrics.training().size()).isEqualTo(50_000);
        assertThat(metrics.abandoned().size()).isEqualTo(50_000);
        assertThat(metrics.resumePoints()).hasSize(50_000);
    }

    /** By the definition, line by line: a rewind abandons all rows so far that are beyond it. */
    @Test
    void rewindsReadAtOnceAreThoseReadOneByOne() throws IOException {
        MetricFile written = MetricFile.open(folder);
        int[] steps = {1, 2, 3, -2, 3, 4, 5, -1, 2, 3, -3, 4};
        for (int step : steps) {
            if (step > 0) {
                written.appendUpdate(update(step, 10 * step));
            } else {
                written.appendRewind(-step);
            }
        }
        MetricFile read = MetricFile.open(folder);
        for (MetricFile one : List.of(written, read)) {
            assertThat(one.training().size()).isEqualTo(4);
            assertThat(one.abandoned().size()).isEqualTo(5);
            assertThat(one.resumePoints()).containsExactly(2, 1, 3);
        }
        for (int row = 0; row < 4; row++) {
            assertThat(read.training().row(row)).isEqualTo(written.training().row(row)).isEqualTo(update(row + 1, 10 * (row + 1)));
        }
    }

    @Test
    void aLogOfManyEventsOpensInTime() throws IOException {
        Files.writeString(folder.events(),
                "{\"kind\":\"DONE\",\"update\":1,\"at\":\"1970-01-01T00:00:00Z\",\"message\":\"x\"}\n".repeat(200_000));
        assertThat(EventFile.open(folder).all()).hasSize(200_000);
    }

    @Test
    void keysThatNobodyMeasuresCostNoMemory() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 20_000; i++) {
            log.append("{\"type\":\"update\",\"update\":").append(i).append(",\"k").append(i).append("\":1,\"tokenLoss\":2}\n");
        }
        Files.writeString(folder.metrics(), log);
        MetricTable training = MetricFile.open(folder).training();
        assertThat(training.size()).isEqualTo(20_000);
        assertThat(training.has(Metric.named("k50"))).isTrue();
        assertThat(training.has(Metric.named("k5000"))).isFalse();
        assertThat(training.last(Metric.UPDATE)).isEqualTo(20_000);
    }

    @Test
    void aLineOfMegabytesIsLeftOutAlone() throws IOException {
        MetricFile.open(folder).appendUpdate(update(1, 1));
        Files.writeString(folder.metrics(), "{\"type\":\"update\",\"update\":7,\"x\":\"" + "y".repeat(5 << 20) + "\"}\n",
                StandardOpenOption.APPEND);
        MetricFile.open(folder).appendUpdate(update(2, 2));
        MetricTable training = MetricFile.open(folder).training();
        assertThat(training.size()).isEqualTo(2);
        assertThat(training.last(Metric.TOKEN_LOSS)).isEqualTo(2);
        Files.writeString(folder.events(), "\u0000".repeat(3 << 20));
        EventFile events = EventFile.open(folder);
        events.append(new RunEvent(RunEvent.Kind.DONE, 2, Instant.EPOCH, "Done."));
        assertThat(EventFile.open(folder).all()).extracting(RunEvent::message).containsExactly("Done.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "7", "null", "\u0000\u0000", "{\"state\": \"DREAMING\"}", "{\"state\": {}}", "{\"update\": \"x\","})
    void aDamagedManifestLeavesARunThatCanBeResumed(String content) throws IOException {
        Files.writeString(folder.manifest(), content);
        RunManifest manifest = RunManifest.read(folder);
        assertThat(manifest.state()).isIn(RunState.INTERRUPTED, RunState.DRAFT);
        manifest.state(RunState.RUNNING).write();
        assertThat(RunManifest.read(folder).state()).isEqualTo(RunState.RUNNING);
        assertThat(folder.path().resolve("run.json.broken")).as("nothing is deleted").exists();
    }

    @Test
    void bytesThatAreNoUtf8AreDamageAndNoFaultOfTheDisk() throws IOException {
        Files.write(folder.manifest(), new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});
        assertThat(RunManifest.read(folder).state()).isIn(RunState.INTERRUPTED, RunState.DRAFT);
        Files.write(folder.control(), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(new Control(folder).take()).isEmpty();
        assertThat(folder.control()).as("is not read for ever").doesNotExist();
    }

    /** In the order in which a start writes them. */
    @Test
    void aStartThatWasKilledAtAnyFileIsTakenUpByTheNext() throws IOException {
        Path run = temporary.resolve("killed");
        Files.createDirectories(run);
        RunFolder.create(run);
        for (String file : List.of("checkpoints/", "run.lock.guard", "run.lock.tmp", "run.lock", "run.yaml.tmp", "run.yaml", "run.json.tmp",
                "teacher-bytes/")) {
            Path path = run.resolve(file);
            if (file.endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.writeString(path, "{\"ha");
            }
            assertThat(RunFolder.create(run).path()).as("after %s", file).isEqualTo(run);
        }
        assertThatThrownBy(() -> RunFolder.existing(run)).isInstanceOf(UserError.class)
                .hasMessageContaining("Start it again with bytestill train");
        Files.writeString(run.resolve("run.json"), "{}");
        assertThat(RunFolder.existing(run).path()).isEqualTo(run);
    }

    @Test
    void aConfigurationOfSomebodyIsNotOverwrittenByARun() throws IOException {
        Path own = Files.createDirectories(temporary.resolve("own"));
        Files.writeString(own.resolve("run.yaml"), "name: precious");
        assertThatThrownBy(() -> RunFolder.create(own)).isInstanceOf(UserError.class).hasMessageContaining("is not empty and holds no run");
        Path begun = Files.createDirectories(temporary.resolve("begun/checkpoints/step-5"));
        Files.writeString(temporary.resolve("begun/run.lock.guard"), "");
        assertThatThrownBy(() -> RunFolder.create(temporary.resolve("begun"))).isInstanceOf(UserError.class)
                .hasMessageContaining("is not empty");
        assertThat(begun).exists();
    }
}
