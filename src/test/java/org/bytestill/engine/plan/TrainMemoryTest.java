package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.problem.Problem;
import org.bytestill.student.Computation;
import org.bytestill.torch.Dtype;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainMemoryTest {
    @TempDir
    private Path folder;

    private RunConfig config(String... values) throws IOException {
        return RunConfigFile.resolved(SmallRun.config(folder, values), folder);
    }

    private TrainMemory memory(String... values) throws IOException {
        return RunEstimate.trainMemory(config(values));
    }

    @Test
    void recomputingAndMixedPrecisionNeedLess() throws IOException {
        String[] large = {"training.batch_documents", "512", "training.micro_batch_documents", "512"};
        String[] mixed = {"training.batch_documents", "512", "training.micro_batch_documents", "512", "hardware.student_precision",
            "bfloat16"};
        assertThat(memory(large).recomputedBytes()).isLessThan(memory(large).keptBytes());
        assertThat(memory(mixed).keptBytes()).isLessThan(memory(large).keptBytes());
    }

    @Test
    void activationsAreRecomputedWhereKeepingThemDoesNotFitTheGivenMemory() throws IOException {
        assertThat(memory().recomputes(config("hardware.memory_gib", "100"))).isFalse();
        assertThat(memory().recomputes(config("hardware.memory_gib", "0.1"))).isTrue();
        assertThat(memory().recomputes(config("hardware.memory_gib", "0.1", "training.recompute_activations", "never"))).isFalse();
        assertThat(memory().recomputes(config("training.recompute_activations", "always"))).isTrue();
    }

    @Test
    void aSmallGivenMemoryMakesTheBlockOfLogitsSmaller() throws IOException {
        assertThat(memory().computation(config()).logitsBytes()).isEqualTo(Computation.LOGITS_BYTES);
        // A sixteenth of a quarter of a GiB.
        assertThat(memory("hardware.memory_gib", "0.25").computation(config()).logitsBytes()).isEqualTo(16L << 20);
    }

    @Test
    void thePrecisionIsTheConfigurations() throws IOException {
        assertThat(memory().computation(config()).precision()).isEqualTo(Dtype.FLOAT32);
        assertThat(memory().computation(config("hardware.student_precision", "bfloat16")).precision()).isEqualTo(Dtype.BFLOAT16);
    }

    @Test
    void aBudgetTooSmallEvenWithRecomputationGivesAWarningBeforeTheRun() throws IOException {
        assertThat(new ConfigCheck().problems(config("hardware.memory_gib", "0.1"), folder, folder.resolve("run")))
                .extracting(Problem::field)
                .contains("hardware.memory_gib");
        assertThat(new ConfigCheck().problems(config("hardware.memory_gib", "100"), folder, folder.resolve("run")))
                .extracting(Problem::field)
                .doesNotContain("hardware.memory_gib");
    }
}
