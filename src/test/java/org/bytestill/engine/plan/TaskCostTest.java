package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the estimate counts for tasks. */
class TaskCostTest {
    /** As Python prints {@code {'a': 'bb'}}. */
    private static final double DOCUMENT_BYTES = 11;

    @TempDir
    private Path folder;

    private double flops(double training, String... values) throws IOException {
        Path data = Files.writeString(folder.resolve("data.jsonl"), "{\"a\": \"bb\"}\n".repeat(10));
        Path task = Files.writeString(folder.resolve("task.yaml"), String.join("\n", "task: own", "dataset_path: json",
                "dataset_kwargs: {data_files: {test: " + data + "}}", "test_split: test", "output_type: loglikelihood", "doc_to_text: a",
                "doc_to_target: a", ""));
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "evaluation.tasks", task.toString());
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return TaskCost.flops(config, 1000, 4, training);
    }

    @Test
    void tasksAreCountedAtBothEndsAndBetweenThemWithinTheirShare() throws IOException {
        double once = 2 * 1000 * 10 * DOCUMENT_BYTES / 4;
        assertThat(flops(1e12, "training.updates", "1000", "evaluation.every_updates", "250", "evaluation.tasks_every", "2"))
                .isCloseTo(4 * once, within(1e-6));
        assertThat(flops(100 * once, "training.updates", "100000", "evaluation.task_share", "0.05")).isCloseTo(7 * once, within(1e-6));
        assertThat(flops(1e12, "training.updates", "250", "evaluation.task_limit", "5")).as("half the documents")
                .isCloseTo(1.5 * once, within(1e-6));
        assertThat(flops(1e12, "evaluation.tasks", "[]")).isZero();
    }
}
