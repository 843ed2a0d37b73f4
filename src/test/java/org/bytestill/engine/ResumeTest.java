package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.cache.ShardPlan;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void sixtyUpdatesEqualTwentyAndAResumeToTheBit() throws Exception {
        assertLosesNothingToItsLastCheckpoint(60, 20);
    }

    @Tag("faults")
    @Test
    void fiveHundredUpdatesEqualTwoHundredAndAResumeToTheBit() throws Exception {
        assertLosesNothingToItsLastCheckpoint(500, 200);
    }

    /** A run that stops without saving, some updates after a checkpoint, goes on there, with the losses of one that never stopped. */
    private void assertLosesNothingToItsLastCheckpoint(int updates, int every) throws Exception {
        String[] settings = {"training.updates", Integer.toString(updates), "checkpoint.every_updates", Integer.toString(every),
            "training.step1_updates", Integer.toString(every / 5), "evaluation.every_updates", Integer.toString(updates / 2)};
        Run straight = engine.start(SmallRun.config(folder, settings), folder, folder.resolve("straight"));
        SmallRun.awaitEnd(straight);
        assertThat(straight.progress().state()).as(straight.progress().message()).isEqualTo(RunState.DONE);

        Run broken = engine.start(SmallRun.config(folder, settings), folder, folder.resolve("broken"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> broken.metrics().training().size() >= every + every / 10);
        broken.stop(false);
        SmallRun.awaitEnd(broken);
        assertThat(broken.progress().state()).isEqualTo(RunState.STOPPED);
        int reached = broken.metrics().training().size();
        int saved = reached / every * every;
        assertThat(broken.checkpoints()).extracting(CheckpointInfo::update).contains(saved);
        assertThat(broken.progress().update()).as("what was given up is not counted").isEqualTo(saved);
        broken.resume();
        await().atMost(SOON).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
        assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-" + updates)))
                .isEqualTo(SmallRun.hash(folder.resolve("straight/checkpoints/step-" + updates)));

        MetricLog metrics = broken.metrics();
        assertThat(metrics.training().size()).isEqualTo(updates);
        assertThat(metrics.resumePoints()).hasSize(1);
        for (int row = 0; row < updates; row++) {
            assertThat(metrics.training().value(Metric.UPDATE, row)).isEqualTo(row + 1);
            assertThat(metrics.training().value(Metric.TOKEN_LOSS, row))
                    .isEqualTo(straight.metrics().training().value(Metric.TOKEN_LOSS, row));
        }
        assertThat(metrics.abandoned().size()).isEqualTo(reached - saved);
    }

    @Test
    void mixedPrecisionResumesToTheBitAndRecomputingChangesNothing() throws Exception {
        String[] mixed = {"training.updates", "24", "checkpoint.every_updates", "8", "hardware.student_precision", "bfloat16",
            "training.recompute_activations", "never", "training.step1_updates", "4"};
        String[] recomputed = mixed.clone();
        recomputed[7] = "always";
        assertResumesToTheBit(mixed, recomputed, 10, 24);
    }

    @Test
    void theCoveringResumesToTheBit() throws Exception {
        String[] covering = {"objective", "covering", "covering.one_document_in", "2", "training.step1_updates", "0", "training.updates",
            "30",
            "checkpoint.every_updates", "7"};
        assertResumesToTheBit(covering, covering, 8, 30);
    }

    /** A run stopped without saving once so many updates are there, and resumed, ends with the checkpoint of one that went on. */
    private void assertResumesToTheBit(String[] uninterrupted, String[] stopped, int updates, int last) throws Exception {
        Run straight = engine.start(SmallRun.config(folder, uninterrupted), folder, folder.resolve("straight"));
        SmallRun.awaitEnd(straight);
        assertThat(straight.progress().state()).as(straight.progress().message()).isEqualTo(RunState.DONE);

        Run broken = engine.start(SmallRun.config(folder, stopped), folder, folder.resolve("broken"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> broken.metrics().training().size() >= updates);
        broken.stop(false);
        SmallRun.awaitEnd(broken);
        assertThat(broken.progress().state()).isEqualTo(RunState.STOPPED);
        broken.resume();
        await().atMost(SOON).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
        assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-" + last)))
                .isEqualTo(SmallRun.hash(folder.resolve("straight/checkpoints/step-" + last)));
    }

    @Test
    void aPausedRunHoldsAndGoesOnWhereItWas() throws Exception {
        Run run = engine.start(SmallRun.config(folder, "training.updates", "40", "training.step1_updates", "4"), folder,
                folder.resolve("run"));
        await().atMost(SOON).until(() -> run.metrics().training().size() >= 5);
        run.pause();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED);
        int held = run.metrics().training().size();
        assertThat(run.checkpoints()).extracting(CheckpointInfo::update).contains(held);
        assertThat(run.isOwn()).isTrue();
        run.resume();
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
        assertThat(run.metrics().training().size()).isEqualTo(40);
        assertThat(run.events()).extracting(RunEvent::kind).contains(RunEvent.Kind.PAUSED, RunEvent.Kind.RESUMED, RunEvent.Kind.DONE);
        assertThat(run.metrics().resumePoints()).as("a pause is not a resume point").isEmpty();
    }

    @Test
    void aPauseDuringTheConversionHoldsItAndAStopKeepsWhatIsFinished() throws Exception {
        // Text of three shards; the state is looked at between their rounds.
        Files.write(folder.resolve("long.txt"),
                Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/train.txt")), 2 * ShardPlan.SHARD_TEXT_BYTES + 5000));
        Run run = engine.start(
                SmallRun.config(folder, "text.train", folder.resolve("long.txt").toString(), "converter.method", "cover", "teacher",
                        SmallRun.STUDENT.toString(), "training.updates",
                        "20", "training.step1_updates", "4"),
                folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.progress().convertedBytes() > 0);
        run.pause();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED);
        long held = run.progress().convertedBytes();
        assertThat(held).isLessThan(run.progress().bytesToConvert());
        run.resume();
        await().atMost(SOON).until(() -> run.progress().convertedBytes() > ShardPlan.SHARD_TEXT_BYTES + 300);
        run.stop(true);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        assertThat(folder.resolve("run/teacher-bytes/shard-00000.safetensors")).exists();
        byte[] first = Files.readAllBytes(folder.resolve("run/teacher-bytes/shard-00000.safetensors"));
        FileTime written = Files.getLastModifiedTime(folder.resolve("run/teacher-bytes/shard-00000.safetensors"));
        run.resume();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.DONE && !run.isOwn());
        assertThat(Files.getLastModifiedTime(folder.resolve("run/teacher-bytes/shard-00000.safetensors"))).as("not computed again")
                .isEqualTo(written);
        assertThat(Files.readAllBytes(folder.resolve("run/teacher-bytes/shard-00000.safetensors"))).isEqualTo(first);
    }

    @Test
    void aRequestToAProcessThatIsGoneDoesNotStopTheNext() throws Exception {
        Run run = engine.start(SmallRun.config(folder, "training.updates", "60"), folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.metrics().training().size() >= 2);
        run.stop(true);
        SmallRun.awaitEnd(run);
        Control.send(new RunFolder(folder.resolve("run")), Control.Request.STOP);
        run.resume();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.DONE && !run.isOwn());
        assertThat(run.metrics().training().size()).isEqualTo(60);
    }

    @Test
    void anotherRunIsNotResumedWhileOneIsComputed() throws Exception {
        RunConfig config = SmallRun.config(folder); // once: it writes the text that the first run reads
        Run stopped = engine.start(config, folder, folder.resolve("stopped"));
        stopped.stop(false);
        SmallRun.awaitEnd(stopped);
        Run run = engine.start(config, folder, folder.resolve("first"));
        assertThatThrownBy(() -> engine.resume(stopped.folder())).isInstanceOf(UserError.class).hasMessageContaining("first")
                .hasMessageContaining("one at a time");
        run.stop(false);
        SmallRun.awaitEnd(run);
    }

    @Test
    void stoppingWithSavingLosesNothing() throws Exception {
        Run run = engine.start(SmallRun.config(folder), folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.metrics().training().size() >= 12);
        run.stop(true);
        SmallRun.awaitEnd(run);
        int reached = run.metrics().training().size();
        List<CheckpointInfo> checkpoints = run.checkpoints();
        assertThat(checkpoints.get(checkpoints.size() - 1).update()).isEqualTo(reached);
        assertThat(checkpoints.get(checkpoints.size() - 1).last()).isTrue();
    }

    @Test
    void aBrokenCheckpointIsSetAsideAndTheOneBeforeIsUsed() throws Exception {
        Run run = engine.start(
                SmallRun.config(folder, "training.updates", "30", "training.step1_updates", "4", "checkpoint.every_updates", "10"), folder,
                folder.resolve("run"));
        SmallRun.awaitEnd(run);
        Path newest = folder.resolve("run/checkpoints/step-30");
        byte[] weights = Files.readAllBytes(newest.resolve("model.safetensors"));
        weights[weights.length / 2] ^= 1;
        Files.write(newest.resolve("model.safetensors"), weights);
        setState(folder.resolve("run/run.json"), RunState.STOPPED);

        Run again = engine.resume(folder.resolve("run"));
        await().atMost(SOON).until(() -> again.progress().state() == RunState.DONE && !again.isOwn());
        assertThat(folder.resolve("run/checkpoints/step-30.broken")).isDirectory();
        assertThat(again.metrics().resumePoints()).containsExactly(20);
        assertThat(again.events()).anyMatch(event -> event.kind() == RunEvent.Kind.WARNING && event.message().contains("step-30")
                && event.message().contains("model.safetensors has another hash"));
    }

    private static void setState(Path manifest, RunState state) throws IOException {
        Files.writeString(manifest, Files.readString(manifest).replaceAll("\"state\" : \"\\w+\"", "\"state\" : \"" + state + "\""));
    }

    @Test
    void aRunThatIsDoneIsNotResumedAndAFolderIsNotUsedTwice() throws Exception {
        Run run = engine.start(SmallRun.config(folder, "training.updates", "2", "training.step1_updates", "1"), folder,
                folder.resolve("run"));
        SmallRun.awaitEnd(run);
        assertThatThrownBy(() -> engine.resume(folder.resolve("run"))).isInstanceOf(UserError.class).hasMessageContaining("is done");
        assertThatThrownBy(() -> engine.start(SmallRun.config(folder), folder, folder.resolve("run"))).isInstanceOf(UserError.class)
                .hasMessageContaining("Choose another");
    }

    @Test
    void aRunThatFailsSaysWhyAndIsListed() throws Exception {
        Path student = Files.createDirectory(folder.resolve("student"));
        for (String file : new String[] {"config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"}) {
            Files.copy(SmallRun.STUDENT.resolve(file), student.resolve(file));
        }
        Run run = engine.start(
                SmallRun.config(folder, "student", student.toString(), "training.learning_rate", "1e30", "training.clip_norm", "0"), folder,
                folder.resolve("runs/run"));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
        assertThat(run.progress().message()).contains("not a number").contains("learning_rate");
        assertThat(RunManifest.read(new RunFolder(run.folder())).failure()).isEqualTo(ExitCode.NOT_FINITE);
        assertThat(engine.runs(folder.resolve("runs"))).extracting(RunSummary::state).containsExactly(RunState.FAILED);
    }

    @Test
    void weightsThatAreNoNumbersAnyMoreAreNotSaved() throws Exception {
        Run run = engine.start(SmallRun.config(folder, "training.learning_rate", "1e300", "training.clip_norm", "0",
                "training.step1_updates", "1", "evaluation.every_updates", "1", "checkpoint.every_updates", "1"), folder,
                folder.resolve("run"));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
        assertThat(run.progress().message()).contains("After update 2 the student's loss", "not saved", "--checkpoint 1",
                "training.learning_rate (now 1.0E300)");
        assertThat(run.checkpoints()).extracting(CheckpointInfo::update).containsExactly(0, 1);
    }
}
