package org.bytestill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample run as recommended and as published, and beside both the same updates without the teacher: on held-out text, printed
 * as they fall.
 * {@code mvn test -Pbench -Dtest=QuickRunBench}
 */
@Tag("bench")
class QuickRunBench {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void distillationBesideFineTuning() throws Exception {
        RunConfig recommended = RunConfigFile.read(SAMPLE.resolve("quick.yaml"));
        RunConfig published = RunConfigFile.read(SAMPLE.resolve("published.yaml"));
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%n%-22s %8s %10s %10s %8s %9s%n", "objective", "update", "bits/byte", "KL bits",
                        "top-1", "seconds"));
        try (TrainingEngine engine = new TrainingEngine()) {
            run(engine, recommended, "covering", table);
            run(engine, RunConfigFile.with(recommended, "covering.one_document_in", "4"), "covering, one in 4", table);
            run(engine, RunConfigFile.with(recommended, "objective", "sft"), "sft, as covering", table);
            run(engine, published, "bld, step 1 and 2", table);
            run(engine, RunConfigFile.with(published, "training.step1_updates", "0"), "bld, no step 1", table);
            int step2 = published.training().updates() - published.training().step1Updates();
            RunConfig sft = RunConfigFile.with(RunConfigFile.with(published, "objective", "sft"), "training.updates",
                    Integer.toString(step2));
            run(engine, sft, "sft, as step 2", table);
        }
        org.slf4j.LoggerFactory.getLogger(QuickRunBench.class).warn("{}", table);
    }

    private void run(TrainingEngine engine, RunConfig config, String name, StringBuilder table) throws InterruptedException {
        long started = System.nanoTime();
        Run run = engine.start(config, SAMPLE, folder.resolve(name.replaceAll("\\W+", "-")));
        assertThat(run.awaitEnd(Duration.ofMinutes(30))).isTrue();
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        double seconds = (System.nanoTime() - started) / 1e9;
        MetricTable evaluations = run.metrics().evaluation();
        for (int row = 0; row < evaluations.size(); row++) {
            table.append(String.format(Locale.ROOT, "%-22s %8.0f %10.4f %10.4f %8.4f %9s%n", name, evaluations.value(Metric.UPDATE, row),
                    evaluations.value(Metric.BITS_PER_BYTE, row), evaluations.value(Metric.KL_BITS, row),
                    evaluations.value(Metric.TOP1_AGREEMENT, row),
                    row == evaluations.size() - 1 ? String.format(Locale.ROOT, "%.1f", seconds) : ""));
        }
    }
}
