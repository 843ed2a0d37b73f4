package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RolloutFile;
import org.bytestill.run.RolloutRecord;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of seconds whose student writes some of its text. */
class OnPolicyRunTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path GOLDENS = Path.of("src/test/resources/goldens/models").toAbsolutePath();
    private static final String[] SMALL = {"training.updates", "8", "training.step1_updates", "0", "training.batch_documents", "4",
        "training.micro_batch_documents", "2", "evaluation.every_updates", "4", "checkpoint.every_updates", "4", "converter.method",
        "cover",
        "on_policy.share", "0.5", "on_policy.max_new_tokens", "12", "on_policy.prompt_bytes", "40", "on_policy.evaluation_prompts", "3"};

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static String[] and(String[] values, String... more) {
        List<String> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Run done(String name, String... values) throws Exception {
        Run run = engine.start(SmallRun.config(folder, values), folder, folder.resolve(name));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        return run;
    }

    @ParameterizedTest
    @CsvSource({"covering, full, masked", "covering, lora, scored", "one-to-one, full, scored", "token-kl, full, scored",
        "token-kl, lora, masked"})
    void theStudentWritesAndTheTeacherReadsWhatItWrote(String objective, String form, String end) throws Exception {
        boolean oneTokenizer = objective.equals("token-kl");
        Run run = done("run", and(SMALL, "objective", objective, "adaptation.form", form, "adaptation.rank", "2", "on_policy.end", end,
                "teacher", (oneTokenizer ? GOLDENS.resolve("qwen2") : SmallRun.TEACHER).toString(), "student",
                (oneTokenizer ? GOLDENS.resolve("qwen3") : SmallRun.STUDENT).toString()));
        MetricTable training = run.metrics().training();
        assertThat(training.size()).isEqualTo(8);
        for (int row = 0; row < 8; row++) {
            assertThat(training.value(Metric.ROLLOUTS, row)).isEqualTo(2);
            assertThat(training.value(Metric.ROLLOUT_TOKENS, row)).isBetween(0.0, 12.0);
            assertThat(training.value(Metric.ROLLOUT_ENDED, row)).isBetween(0.0, 1.0);
            assertThat(training.value(Metric.ROLLOUT_LOSS, row)).isFinite();
            assertThat(training.value(Metric.TOKEN_LOSS, row)).as("of the other two documents").isBetween(1.0, 20.0);
            assertThat(training.value(Metric.WRITING_TIME, row)).isBetween(0.0, 1.0);
        }
        assertThat(training.value(Metric.REFERENCE_KL, 0)).as("the student is at its start").isBetween(-1e-4, 1e-4);
        assertThat(training.value(Metric.REFERENCE_KL, 7)).as("and moves away").isGreaterThan(1e-4);
        MetricTable evaluation = run.metrics().evaluation();
        assertThat(evaluation.value(Metric.ROLLOUTS, 0)).isEqualTo(3);
        assertThat(evaluation.value(Metric.ROLLOUT_KL_BITS, 0)).isBetween(0.0, 20.0);
        List<RolloutRecord> kept = new RolloutFile(new RunFolder(run.folder())).all();
        assertThat(kept).filteredOn(text -> !text.heldOut()).hasSizeBetween(1, 16)
                .allSatisfy(text -> assertThat(text.tokens()).isLessThanOrEqualTo(12));
        assertThat(kept).filteredOn(text -> text.heldOut() && text.update() == 0).hasSizeBetween(1, 3)
                .allSatisfy(text -> assertThat(text.teacherBits()).isBetween(0.0, 100.0));
        assertThat(run.events()).anyMatch(event -> event.kind() == RunEvent.Kind.STEP && event.message().contains("first texts"));
    }

    @Test
    void ofAnUpdateTheInspectorShowsWhatWasWrittenAndTheOtherDocuments() throws Exception {
        Run run = done("run", and(SMALL, "objective", "covering"));
        List<BatchDocument> batch = engine.batch(run, 5);
        assertThat(batch).hasSize(4);
        RolloutRecord first = new RolloutFile(new RunFolder(run.folder())).all().stream()
                .filter(text -> text.update() == 5 && !text.heldOut()).findFirst().orElseThrow();
        assertThat(batch.get(0).id()).startsWith("the student’s text after");
        assertThat(Arrays.copyOf(batch.get(0).bytes(), first.prompt().length)).isEqualTo(first.prompt());
        assertThat(batch.get(0).bytes()).endsWith(first.text());
    }

    /** There is no text to be converted before, and no cross-entropy. */
    @Test
    void aStudentThatWritesAllOfItsTextNeedsNoTeacherBytes() throws Exception {
        Run run = done("run", and(SMALL, "objective", "covering", "on_policy.share", "1", "on_policy.reference_weight", "0"));
        assertThat(folder.resolve("run/teacher-bytes")).doesNotExist();
        assertThat(run.metrics().training().value(Metric.TOKEN_LOSS, 3)).isNaN();
        assertThat(run.metrics().training().value(Metric.REFERENCE_KL, 3)).isNaN();
        assertThat(run.metrics().training().value(Metric.TOTAL_LOSS, 3))
                .isCloseTo(5 * Math.log(2) * run.metrics().training().value(Metric.KL_BITS, 3), within(1e-9));
    }

    /** The student answers in its own rendering, the teacher reads the answer in its own. */
    @ParameterizedTest
    @CsvSource({"covering, scored", "one-to-one, scored", "one-to-one, masked"})
    void conversationsAreAnsweredByTheStudent(String objective, String end) throws Exception {
        Path sample = Path.of("sample-data").toAbsolutePath();
        RunConfig config = RunConfigFile.resolved(RunConfigFile.read(sample.resolve("chats-onpolicy.yaml")), sample);
        String[] small = {"objective", objective, "on_policy.end", end, "training.updates", "3", "training.batch_documents", "4",
            "training.micro_batch_documents", "4", "on_policy.max_new_tokens", "24", "on_policy.evaluation_prompts", "3",
            "text.max_train_bytes", "6000", "text.max_validation_bytes", "1500", "evaluation.agreement_bytes", "200", "hardware.device",
            "cpu", "hardware.threads", "1"};
        for (int i = 0; i < small.length; i += 2) {
            config = RunConfigFile.with(config, small[i], small[i + 1]);
        }
        Run run = engine.start(config, folder, folder.resolve("run"));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        MetricTable training = run.metrics().training();
        for (int row = 0; row < 3; row++) {
            assertThat(training.value(Metric.ROLLOUTS, row)).isEqualTo(2);
            assertThat(training.value(Metric.ROLLOUT_LOSS, row)).isBetween(0.0, 20.0);
            assertThat(training.value(Metric.TOKEN_LOSS, row)).isFinite();
        }
        List<RolloutRecord> kept = new RolloutFile(new RunFolder(run.folder())).all();
        assertThat(kept).filteredOn(text -> !text.heldOut()).isNotEmpty()
                .allSatisfy(text -> assertThat(new String(text.prompt())).contains("Question:"))
                .anySatisfy(text -> assertThat(text.teacherBits()).isBetween(0.0, 100.0));
    }

    @Test
    void severalTeachersReadWhatWasWrittenAndAreMixed() throws Exception {
        Run run = done("run", and(SMALL, "objective", "covering", "training.updates", "2", "on_policy.share", "1", "more_teachers",
                "[" + SmallRun.TEACHER + "]", "mix", "geometric"));
        Run alone = done("alone", and(SMALL, "objective", "covering", "training.updates", "2", "on_policy.share", "1"));
        assertThat(run.metrics().training().value(Metric.ROLLOUT_LOSS, 0)).as("a teacher mixed with itself is itself")
                .isCloseTo(alone.metrics().training().value(Metric.ROLLOUT_LOSS, 0), within(1e-5));
    }

    /** Killed and resumed again and again, most often while it writes or reads, it ends with the weights of a run that never was. */
    @Test
    void aRunKilledWhileItsStudentWritesRepeatsItselfToTheBit() throws Exception {
        String[] values = and(SMALL, "objective", "covering", "training.updates", "12", "on_policy.max_new_tokens", "40",
                "checkpoint.every_updates", "2", "on_policy.end", "scored");
        RunConfig config = SmallRun.config(folder, values);
        Run straight = engine.start(config, folder, folder.resolve("straight"));
        SmallRun.awaitEnd(straight);
        assertThat(straight.progress().state()).as(straight.progress().message()).isEqualTo(RunState.DONE);

        Path yaml = Files.writeString(folder.resolve("run.yaml"), RunConfigFile.write(config));
        RunFolder killed = new RunFolder(folder.resolve("killed"));
        for (int kill = 0; kill < 2; kill++) {
            Process process = kill == 0 ? command("train", yaml.toString(), "--run", killed.path().toString())
                    : command("resume", killed.path().toString());
            int target = 3 + 4 * kill;
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> !process.isAlive() || updates(killed) >= target);
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly().waitFor();
        }
        Run resumed = engine.resume(killed.path());
        await().atMost(SOON).until(() -> resumed.progress().state() == RunState.DONE && !resumed.isOwn());
        assertThat(resumed.metrics().resumePoints()).hasSize(2);
        assertThat(SmallRun.hash(killed.checkpoints().resolve("step-12")))
                .isEqualTo(SmallRun.hash(folder.resolve("straight/checkpoints/step-12")));
        assertThat(new RolloutFile(killed).all()).as("no text is kept twice").usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(new RolloutFile(new RunFolder(straight.folder())).all());
    }

    private static int updates(RunFolder folder) {
        MetricTable training = MetricFile.open(folder).training();
        return training.size() == 0 ? 0 : (int) training.last(Metric.UPDATE);
    }

    private Process command(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.bytestill.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile())).start();
    }

    @Test
    void aStopWhileTheStudentWritesLosesNothing() throws Exception {
        String[] values = and(SMALL, "objective", "one-to-one", "training.updates", "7", "on_policy.max_new_tokens", "60",
                "checkpoint.every_updates", "100");
        Run straight = done("straight", values);
        Run broken = engine.start(SmallRun.config(folder, values), folder, folder.resolve("broken"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> broken.metrics().training().size() >= 3);
        broken.stop(true);
        SmallRun.awaitEnd(broken);
        broken.resume();
        await().atMost(SOON).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
        assertThat(broken.metrics().training().size()).isEqualTo(7);
        assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-7")))
                .isEqualTo(SmallRun.hash(straight.folder().resolve("checkpoints/step-7")));
    }
}
