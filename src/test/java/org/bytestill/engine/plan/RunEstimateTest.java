package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.machine.Machines;
import org.bytestill.model.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEstimateTest {
    @TempDir
    Path folder;

    private Estimate estimate(String... values) throws IOException {
        return new RunEstimate().of(SmallRun.config(folder, values), folder, folder.resolve("run"));
    }

    @Test
    void theWorkIsCountedFromTextAndBatch() throws IOException {
        Estimate estimate = estimate();
        assertThat(estimate.trainBytes()).isEqualTo(3000);
        assertThat(estimate.updates()).isEqualTo(500);
        // 2 documents an update, of at most 100 bytes.
        assertThat(estimate.bytesPerUpdate()).isEqualTo(200);
        assertThat(estimate.passes()).isCloseTo(500.0 * 200 / 3000, within(1e-9));
        assertThat(estimate("text.max_train_bytes", "1000").trainBytes()).isEqualTo(1000);
    }

    @Test
    void cachedTokenRowsTakeDiskAndTimeBeforeAndNoTeacherInMemory() throws IOException {
        Estimate live = estimate("objective", "one-to-one");
        Estimate some = estimate("objective", "one-to-one", "teacher_rows.source", "cached", "teacher_rows.top_k", "16");
        Estimate all = estimate("objective", "one-to-one", "teacher_rows.source", "cached", "teacher_rows.top_k", "0");
        long teacher = 4 * Architecture.read(SmallRun.TEACHER).parameterCount();
        assertThat(live.trainMemoryBytes() - some.trainMemoryBytes()).isEqualTo(teacher);
        assertThat(live.convertSecondsLow()).isZero();
        assertThat(some.convertSecondsLow()).isPositive();
        assertThat(some.trainSecondsLow()).isLessThan(live.trainSecondsLow());
        assertThat(some.convertMemoryBytes()).isGreaterThan(teacher);
        // 16 ids and logits of 4 bytes each, the logarithm of the sum and the rest.
        long rows = (some.diskBytes() - live.diskBytes()) / (16 * 8 + 8);
        assertThat(rows).as("tokens of 3,000 bytes").isBetween(500L, 3000L);
        assertThat((all.diskBytes() - live.diskBytes()) / rows).isCloseTo(
                4L * Architecture.read(SmallRun.TEACHER).config().vocabularySize() + 8,
                within(8L));
    }

    @Test
    void parametersAreThoseOfTheModels() throws IOException {
        Estimate estimate = estimate();
        assertThat(estimate.studentParameters()).isEqualTo(Architecture.read(SmallRun.STUDENT).parameterCount());
        assertThat(estimate.teacherParameters()).isEqualTo(Architecture.read(SmallRun.TEACHER).parameterCount());
        assertThat(estimate("objective", "sft").teacherParameters()).isZero();
    }

    @Test
    void checkpointsOnDiskAreThreeNumbersAParameter() throws IOException {
        long student = Architecture.read(SmallRun.STUDENT).parameterCount();
        // sft has no head and no teacher bytes: weights and two moments, for 2 newest, the best and one being written.
        assertThat(estimate("objective", "sft").diskBytes()).isEqualTo(12 * student * 4);
        assertThat(estimate("objective", "sft", "checkpoint.keep_last", "5").diskBytes()).isEqualTo(12 * student * 7);
    }

    @Test
    void adaptersAreCountedByRankAndCostLessThanAllWeights() throws IOException {
        String[] lora = {"objective", "sft", "adaptation.form", "lora", "adaptation.rank", "4"};
        // Rank 4 x (in + out), two layers: q and o 48 + 48, k and v 48 + 24, three maps of the MLP 48 + 96.
        long adapters = 2 * 4 * (2 * 96 + 2 * 72 + 3 * 144);
        assertThat(estimate(lora).trainedParameters()).isEqualTo(adapters);
        assertThat(estimate(lora).diskBytes()).isEqualTo(12 * adapters * 4);
        assertThat(estimate(lora).trainMemoryBytes()).isLessThan(estimate("objective", "sft").trainMemoryBytes());
        assertThat(estimate(lora).trainSecondsHigh()).isLessThan(estimate("objective", "sft").trainSecondsHigh());
        // The head: 10 positions x 260 outcomes, 48 weights and a bias each.
        assertThat(estimate("adaptation.form", "head").trainedParameters()).isEqualTo(10 * 260 * 49);
        assertThat(estimate("adaptation.form", "head").trainSecondsHigh())
                .isLessThan(estimate("adaptation.form", "lora").trainSecondsHigh());
    }

    @Test
    void theCoveringAddsNoParametersAndIsCheaperForOneDocumentInFour() throws IOException {
        long student = Architecture.read(SmallRun.STUDENT).parameterCount();
        Estimate sft = estimate("objective", "sft");
        Estimate all = estimate("objective", "covering");
        Estimate quarter = estimate("objective", "covering", "covering.one_document_in", "4");
        assertThat(all.trainedParameters()).as("no byte head").isEqualTo(student);
        assertThat(all.teacherParameters()).as("taught").isPositive();
        assertThat(quarter.trainSecondsHigh()).isGreaterThan(sft.trainSecondsHigh()).isLessThan(0.7 * all.trainSecondsHigh());
    }

    /** The sample's student: 2.99 bytes a token, 1,024 ids, whose rows are held. Evaluations hardly count beside a million updates. */
    @Test
    void aCoveredUpdateCostsItsNodesForwardAndSomeOfThemBack() throws IOException {
        double sft = sample("objective", "sft").trainSecondsHigh();
        // 2.6 and 2.8 nodes a token, of 2.99 at most; a pass forward is a third of an update.
        double tenth = 1.3 * (1 + 0.1 * 1.6 + 1.6 / 3);
        assertThat(sample("objective", "covering").trainSecondsHigh() / sft).isCloseTo(tenth, within(0.05));
        assertThat(sample("objective", "covering", "covering.prune", "0.001").trainSecondsHigh() / sft)
                .isCloseTo(1.3 * (1 + 0.1 * 1.8 + 1.8 / 3), within(0.05));
        assertThat(sample("objective", "covering", "covering.one_document_in", "4").trainSecondsHigh() / sft).isCloseTo(1 + (tenth - 1) / 4,
                within(0.05));
        assertThat(sample("objective", "covering", "covering.gradient_share", "1").trainSecondsHigh() / sft).isCloseTo(1.3 * 2.6,
                within(0.05));
    }

    private Estimate sample(String... values) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("student", Path.of("sample-data/student").toAbsolutePath().toString(), "training.updates", "1000000",
                        "evaluation.every_updates", "1000000", "text.document_bytes", "512"));
        all.addAll(List.of(values));
        return estimate(all.toArray(new String[0]));
    }

    @Test
    void aTreeTakesHardlyMoreMemoryThanATextUnlessOneDocumentIsAll() throws IOException {
        String[] eight = {"training.batch_documents", "8", "training.micro_batch_documents", "8", "objective"};
        long sft = estimate(with(eight, "sft")).trainMemoryBytes();
        assertThat(estimate(with(eight, "covering")).trainMemoryBytes()).isBetween(sft, sft + sft / 2);
        assertThat(estimate("objective", "covering", "covering.gradient_share", "1").trainMemoryBytes())
                .as("one document at once, all of it carried back")
                .isGreaterThan(estimate("objective", "covering").trainMemoryBytes());
    }

    private static String[] with(String[] values, String last) {
        List<String> all = new ArrayList<>(List.of(values));
        all.add(last);
        return all.toArray(new String[0]);
    }

    @Test
    void aLowerThresholdAndMoreUpdatesTakeLonger() throws IOException {
        Estimate estimate = estimate();
        assertThat(estimate.convertSecondsLow()).isLessThan(estimate.convertSecondsHigh());
        assertThat(estimate("converter.threshold", "0.0001").convertSecondsHigh()).isGreaterThan(estimate.convertSecondsHigh());
        assertThat(estimate("training.updates", "5000").trainSecondsHigh()).isGreaterThan(5 * estimate.trainSecondsHigh());
        assertThat(estimate("objective", "sft").convertSecondsHigh()).isZero();
        assertThat(TeacherUse.rowsPerByte(Method.COVER, 0.01)).isEqualTo(1);
    }

    @Test
    void theMemoryOfKeysAndValuesLowersTheNeedOfConversionDownToThatOfADocument() throws IOException {
        long usual = estimate().convertMemoryBytes();
        long little = estimate("converter.kv_gib", "0.001").convertMemoryBytes();
        long less = estimate("converter.kv_gib", "0.0001").convertMemoryBytes();
        assertThat(little).isLessThan(usual);
        assertThat(less).isLessThan(little);
        assertThat(estimate("converter.kv_gib", "1e-9").convertMemoryBytes())
                .isEqualTo(estimate("converter.kv_gib", "1e-8").convertMemoryBytes());
        assertThat(estimate("converter.kv_gib", "100").convertMemoryBytes()).isEqualTo(usual);
    }

    @Test
    void aLargerMicroBatchNeedsMoreMemory() throws IOException {
        assertThat(estimate("training.batch_documents", "64", "training.micro_batch_documents", "64").trainMemoryBytes())
                .isGreaterThan(estimate("training.batch_documents", "64").trainMemoryBytes());
        assertThat(estimate().availableMemoryBytes()).isPositive().isLessThanOrEqualTo(Machines.totalMemory());
    }

    @Test
    void theSampleRunIsEstimatedAtMinutes() {
        sampleIsEstimatedAtMinutes("quick.yaml");
        sampleIsEstimatedAtMinutes("published.yaml");
        sampleIsEstimatedAtMinutes("chats.yaml");
    }

    private void sampleIsEstimatedAtMinutes(String file) {
        Path yaml = Path.of("sample-data", file);
        RunConfig config = RunConfigFile.read(yaml);
        Estimate estimate = new RunEstimate().of(config, yaml.toAbsolutePath().getParent(), folder);
        assertThat(estimate.teacherParameters()).isBetween(3_700_000L, 3_900_000L);
        double low = estimate.convertSecondsLow() + estimate.trainSecondsLow();
        double high = estimate.convertSecondsHigh() + estimate.trainSecondsHigh();
        assertThat(low).isLessThan(300);
        assertThat(high).isBetween(30.0, 3000.0);
    }
}
