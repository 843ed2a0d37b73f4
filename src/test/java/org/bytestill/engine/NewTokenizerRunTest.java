package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.WeightType;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose student gets another tokenizer. */
class NewTokenizerRunTest {
    private static final Path LLAMA2 = Path.of("src/test/resources/goldens/models/llama2").toAbsolutePath();

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void aStudentOfBytesLearnsGoesOnAfterAStopAndIsExported() throws Exception {
        RunConfig config = SmallRun.config(folder, "new_tokenizer", "bytes", "training.updates", "120", "training.step1_updates", "10",
                "evaluation.every_updates", "120", "checkpoint.every_updates", "40");
        Run run = engine.start(config, folder, folder.resolve("run"));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> run.metrics().training().size() >= 45);
        run.stop(true);
        SmallRun.awaitEnd(run);
        run.resume();
        await().atMost(Duration.ofMinutes(2)).until(() -> run.progress().state() == RunState.DONE && !run.isOwn());

        MetricTable evaluation = run.metrics().evaluation();
        assertThat(evaluation.value(Metric.BITS_PER_BYTE, evaluation.size() - 1))
                .isLessThan(evaluation.value(Metric.BITS_PER_BYTE, 0) - 0.5);
        assertThat(evaluation.value(Metric.KL_BITS, evaluation.size() - 1)).isLessThan(evaluation.value(Metric.KL_BITS, 0));

        assertThat(run.checkpoints().get(0).folder()).as("the student before training").isEqualTo(folder.resolve("run/student"));
        byte[] text = "Every byte: é".getBytes(StandardCharsets.UTF_8);
        for (String exported : List.of("first", "last")) {
            ExportReport report = new ExportService().export(new ExportRequest(folder.resolve("run"), exported, folder.resolve(exported),
                    ExportFormats.named("hf"), WeightType.FLOAT32), (done, total) -> true);
            assertThat(report.proof().proven()).isTrue();
            try (Tokenizer tokenizer = Tokenizer.open(folder.resolve(exported))) {
                assertThat(tokenizer.encode(text)).hasSize(text.length);
            }
        }
        assertThat(Files.readString(folder.resolve("last/README.md"))).contains("the 256 bytes and the student's special tokens");
    }

    @Test
    void aRunWithANewTokenizerEqualsOneOfTheStudentThatHasItAlready() throws Exception {
        // The student that the first run makes, given to a second run as it is, is trained to the same bits.
        String[] settings = {"training.updates", "20", "training.step1_updates", "5", "evaluation.every_updates", "20",
            "checkpoint.every_updates", "20"};
        RunConfig made = SmallRun.config(folder, concat(settings, "new_tokenizer", LLAMA2.toString()));
        Run first = engine.start(made, folder, folder.resolve("first"));
        SmallRun.awaitEnd(first);
        assertThat(first.progress().state()).as(first.progress().message()).isEqualTo(RunState.DONE);
        Run second = engine.start(SmallRun.config(folder, concat(settings, "student", folder.resolve("first/student").toString())), folder,
                folder.resolve("second"));
        SmallRun.awaitEnd(second);
        assertThat(SmallRun.hash(folder.resolve("second/checkpoints/step-20")))
                .isEqualTo(SmallRun.hash(folder.resolve("first/checkpoints/step-20")));
    }

    private static String[] concat(String[] settings, String key, String value) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = key;
        all[settings.length + 1] = value;
        return all;
    }

    @Test
    void checkAndEstimateSpeakOfTheStudentAsItWillBe() throws IOException {
        RunConfig bytes = SmallRun.config(folder, "new_tokenizer", "bytes");
        List<Problem> problems = new ConfigCheck().problems(bytes, folder, folder.resolve("run"));
        assertThat(problems).noneMatch(Problem::isError);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo("byte_head.positions");
            assertThat(problem.message()).contains("one byte");
        });
        Estimate own = new RunEstimate().of(SmallRun.config(folder), folder, folder.resolve("run"));
        Estimate ofBytes = new RunEstimate().of(bytes, folder, folder.resolve("run"));
        // The golden's tied embedding has a row for each of 440 tokens, 48 wide; a byte tokenizer 256 and one special token.
        assertThat(own.studentParameters() - ofBytes.studentParameters()).isEqualTo((440 - 257) * 48L);
        assertThat(ofBytes.trainSecondsLow()).as("more tokens of the same text").isGreaterThan(own.trainSecondsLow());

        assertThat(new ConfigCheck().problems(SmallRun.config(folder, "new_tokenizer", SmallRun.STUDENT.toString()), folder,
                folder.resolve("run")))
                .anyMatch(problem -> problem.message().equals("The student has this tokenizer already."));
        List<Problem> wrong = new ConfigCheck().problems(SmallRun.config(folder, "new_tokenizer", "none"), folder, folder.resolve("run"));
        assertThat(wrong).filteredOn(Problem::isError).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("new_tokenizer");
            assertThat(problem.message()).contains("No tokenizer.json in " + folder.resolve("none"));
            assertThat(problem.cure()).contains("bytes");
        });
    }
}
