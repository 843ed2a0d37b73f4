package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when memory is at an end is tried: each way saves what it names. */
class MemoryAdviceTest {
    private static final Pattern WAY = Pattern.compile("([a-z_.]+): (\\S+) saves ([0-9.]+) MB \\([^)]+\\)");

    @TempDir
    private Path folder;

    @Test
    void everyWaySavesWhatItNamesAndNamesItsPrice() throws Exception {
        RunConfig config = SmallRun.config(folder, "training.micro_batch_documents", "2", "training.recompute_activations", "never",
                "text.document_bytes", "2000");
        long needed = RunEstimate.trainMemory(config).bytes(config);
        String advice = MemoryAdvice.of(config);
        assertThat(WAY.matcher(advice).results().map(way -> way.group(1))).as(advice).contains("training.micro_batch_documents",
                "training.recompute_activations", "text.document_bytes");
        for (MatchResult way : WAY.matcher(advice).results().toList()) {
            RunConfig changed = RunConfigFile.with(config, way.group(1), way.group(2));
            double saved = (needed - RunEstimate.trainMemory(changed).bytes(changed)) / 1e6;
            assertThat(saved).as(way.group()).isPositive().isCloseTo(Double.parseDouble(way.group(3)),
                    within(0.051));
        }
    }

    @Test
    void aWayThatIsTakenAlreadyIsNotOffered() throws Exception {
        RunConfig config = SmallRun.config(folder, "training.recompute_activations", "always", "text.document_bytes", "2000");
        assertThat(MemoryAdvice.of(config)).contains("text.document_bytes: 1000").doesNotContain("recompute_activations",
                "micro_batch_documents");
    }
}
