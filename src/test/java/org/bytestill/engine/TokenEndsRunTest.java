package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.WeightType;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose student writes bytes and the ends of the teacher's tokens. */
class TokenEndsRunTest {
    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private RunConfig config(String objective) throws IOException {
        return SmallRun.config(folder, "objective", objective, "new_tokenizer", "bytes-with-ends", "training.updates", "50",
                "evaluation.every_updates", "50", "checkpoint.every_updates", "25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-ends", "sft"})
    void aStudentOfBytesAndEndsLearns(String objective) throws Exception {
        RunConfig config = config(objective);
        assertThat(new ConfigCheck().problems(config, folder, folder.resolve("run"))).noneMatch(Problem::isError);
        Run run = engine.start(config, folder, folder.resolve("run"));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        MetricTable evaluation = run.metrics().evaluation();
        int last = evaluation.size() - 1;
        assertThat(evaluation.value(Metric.BITS_PER_BYTE, last)).isLessThan(evaluation.value(Metric.BITS_PER_BYTE, 0) - 0.5);
        if (objective.equals("token-ends")) {
            assertThat(evaluation.value(Metric.KL_BITS, last)).isLessThan(evaluation.value(Metric.KL_BITS, 0));
        }
        Path checkpoint = folder.resolve("run/checkpoints/step-50");
        byte[] text = "The whale".getBytes(StandardCharsets.UTF_8);
        try (Tokenizer student = Tokenizer.open(checkpoint); Tokenizer teacher = Tokenizer.open(SmallRun.TEACHER)) {
            assertThat(student.encode(text)).hasSize(text.length + teacher.encode(text).length);
        }
        requireOnlyTheRunIsExported();
    }

    private void requireOnlyTheRunIsExported() {
        for (String format : List.of("hf", "gguf", "lmstudio")) {
            assertThatThrownBy(() -> export(format)).isInstanceOf(UserError.class).hasMessageContaining("no other program");
        }
        assertThat(export("resume").proof().proven()).isTrue();
    }

    private ExportReport export(String format) {
        return new ExportService().export(new ExportRequest(folder.resolve("run"), "last", folder.resolve(format),
                ExportFormats.named(format), WeightType.FLOAT32), (done, total) -> true);
    }

    @Test
    void anotherObjectiveAndAStudentWithoutEndsAreRefusedBeforeAnythingIsComputed() throws IOException {
        assertThat(new ConfigCheck().problems(config("covering"), folder, folder.resolve("run"))).filteredOn(Problem::isError)
                .anySatisfy(problem -> {
                    assertThat(problem.field()).isEqualTo("objective");
                    assertThat(problem.message()).contains("bytes-with-ends");
                });
        RunConfig bytes = SmallRun.config(folder, "objective", "token-ends", "new_tokenizer", "bytes");
        assertThat(new ConfigCheck().problems(bytes, folder, folder.resolve("run"))).filteredOn(Problem::isError).singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("new_tokenizer"));
    }
}
