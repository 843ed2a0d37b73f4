package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.bytestill.bytes.cache.ShardPlan;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause that frees memory: nobody holds the run, and what goes on equals a run that never paused. */
class RestTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String[] SHORT = {"training.updates", "60", "training.step1_updates", "10"};

    @TempDir
    private Path folder;
    private TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Run started(String... values) throws Exception {
        Run run = engine.start(SmallRun.config(folder, values), folder, folder.resolve("run"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> run.metrics().training().size() >= 5);
        return run;
    }

    private static void awaitRest(Run run) {
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED && !run.isOwn());
    }

    @Test
    void aRunThatRestedEndsLikeOneThatDidNotToTheBit() throws Exception {
        Run straight = engine.start(SmallRun.config(folder, SHORT), folder, folder.resolve("straight"));
        SmallRun.awaitEnd(straight);
        Run run = started(SHORT);
        run.rest();
        awaitRest(run);
        int held = run.metrics().training().size();
        assertThat(RunLock.holder(new RunFolder(run.folder()))).as("nobody holds it").isEmpty();
        assertThat(run.checkpoints()).filteredOn(CheckpointInfo::last).extracting(CheckpointInfo::update).containsExactly(held);
        assertThat(run.progress().update()).isEqualTo(held);
        run.resume();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.DONE && !run.isOwn());
        assertThat(SmallRun.hash(run.folder().resolve("checkpoints/step-60")))
                .isEqualTo(SmallRun.hash(straight.folder().resolve("checkpoints/step-60")));
        assertThat(run.metrics().training().size()).isEqualTo(60);
        assertThat(run.metrics().abandoned().size()).as("no update was done twice").isZero();
    }

    @Test
    void aPauseThatBecomesLongFreesItsMemoryByItself() throws Exception {
        Run run = started();
        run.pause();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED);
        assertThat(run.isOwn()).as("a short pause keeps everything").isTrue();
        engine.keepPausedFor(Duration.ZERO);
        awaitRest(run);
        assertThat(run.events()).last().extracting(RunEvent::message).asString().contains("memory is free");
    }

    @Test
    void aRestOutlivesTheProgram() throws Exception {
        Run run = started();
        run.pause();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED);
        engine.close();
        engine = new TrainingEngine();
        Run again = engine.open(run.folder());
        assertThat(again.progress().state()).isEqualTo(RunState.PAUSED);
        int held = again.progress().update();
        again.resume();
        await().atMost(SOON).until(() -> again.metrics().training().size() > held + 1);
        again.stop(false);
        SmallRun.awaitEnd(again);
        assertThat(again.progress().state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void aRestingRunCanBeStopped() throws Exception {
        Run run = started();
        run.rest();
        awaitRest(run);
        run.stop(true);
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        assertThat(run.events()).last().extracting(RunEvent::kind).isEqualTo(RunEvent.Kind.STOPPED);
    }

    @Test
    void aConversionRestsToo() throws Exception {
        Files.write(folder.resolve("long.txt"),
                Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/train.txt")), 2 * ShardPlan.SHARD_TEXT_BYTES));
        Run run = engine.start(SmallRun.config(folder, "text.train", folder.resolve("long.txt").toString(), "converter.method", "cover",
                "teacher", SmallRun.STUDENT.toString(),
                "training.updates", "2",
                "training.step1_updates", "1"), folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.progress().convertedBytes() > 0);
        run.rest();
        awaitRest(run);
        assertThat(run.progress().convertedBytes()).isLessThan(run.progress().bytesToConvert());
        run.resume();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.DONE && !run.isOwn());
    }
}
