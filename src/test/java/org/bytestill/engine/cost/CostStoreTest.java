package org.bytestill.engine.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.Correction.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostStoreTest {
    private static final PhaseCost SAID = new PhaseCost(10, Double.NaN, 2, 4, 500, 1000);

    @TempDir
    private Path folder;

    private CostStore store() {
        return new CostStore(folder.resolve("costs.jsonl"));
    }

    private static CostKey key(String... values) {
        RunConfig config = RunConfig.recommended();
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return CostKey.of(config, "a processor, 2 threads");
    }

    private void ran(boolean isDry, CostKey key, double updateSeconds, long trainBytes) {
        store().add(new UsedCost(Instant.EPOCH, isDry, key, SAID, new PhaseCost(20, Double.NaN, updateSeconds, 4, 600, trainBytes)));
    }

    @Test
    void withoutFormerRunsTheFormulaStays() {
        assertThat(store().correction(key())).isEqualTo(Correction.NONE);
        assertThat(CostStore.none().correction(key())).isEqualTo(Correction.NONE);
    }

    @Test
    void twoRunsOfTheSameModelsCorrectByTheirMean() {
        ran(false, key(), 4, 1100);
        ran(false, key("training.batch_documents", "32"), 16, 1300);
        Correction correction = store().correction(key("training.batch_documents", "128"));
        assertThat(correction.origin()).isEqualTo(Origin.PAST_RUNS);
        assertThat(correction.runs()).isEqualTo(2);
        // Twice and eight times what was said: four times in the geometric mean.
        assertThat(correction.updateTime()).isCloseTo(4, within(1e-9));
        assertThat(correction.convertTime()).isCloseTo(2, within(1e-9));
        assertThat(correction.evaluationTime()).isCloseTo(1, within(1e-9));
        assertThat(correction.trainMemory()).isEqualTo(200);
        assertThat(correction.convertMemory()).isEqualTo(100);
    }

    @Test
    void otherModelsTellOfTimesAloneAndOtherDevicesOfNothing() {
        ran(false, key("student", "/models/other"), 4, 1100);
        Correction correction = store().correction(key());
        assertThat(correction.updateTime()).isCloseTo(2, within(1e-9));
        assertThat(correction.trainMemory()).isZero();
        assertThat(correction.knowsMemory()).isFalse();
        CostKey elsewhere = new CostKey("another processor", key().kin(), key().hash());
        assertThat(store().correction(elsewhere)).isEqualTo(Correction.NONE);
    }

    @Test
    void aDryRunOfTheSameConfigurationIsBelievedBeforeAnyRun() {
        ran(false, key(), 4, 1100);
        ran(true, key(), 3, 1040);
        ran(false, key(), 8, 1900);
        Correction correction = store().correction(key("training.updates", "77", "name", "other", "training.learning_rate", "1e-3"));
        assertThat(correction.origin()).isEqualTo(Origin.MEASURED);
        assertThat(correction.updateTime()).isCloseTo(1.5, within(1e-9));
        assertThat(correction.trainMemory()).isEqualTo(40);
        assertThat(store().correction(key("text.document_bytes", "999")).origin()).isEqualTo(Origin.PAST_RUNS);
    }

    @Test
    void damagedLinesAndThoseOfAnotherFormulaAreLeftOut() throws IOException {
        ran(false, key(), 4, 1100);
        Files.writeString(folder.resolve("costs.jsonl"), "{\"formula\":1,\"at\":\"never\"}\nno line\n{\"formula\":0}\n",
                StandardOpenOption.APPEND);
        assertThat(store().all()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeWrittenCostsTheCorrectionAlone() throws IOException {
        Files.createDirectories(folder.resolve("costs.jsonl"));
        ran(false, key(), 4, 1100);
        assertThat(store().correction(key())).isEqualTo(Correction.NONE);
    }
}
