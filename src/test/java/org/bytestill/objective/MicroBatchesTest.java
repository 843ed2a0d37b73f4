package org.bytestill.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder.Indexed;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
    private static List<Indexed> documents(int... sizes) {
        return IntStream.range(0, sizes.length).mapToObj(i -> new Indexed(i, new TokenizedDocument(
                new Document("text@" + i, new byte[sizes[i]], Path.of("text"), 0), new int[1], new int[] {0, sizes[i]}))).toList();
    }

    private static List<Integer> sizes(List<List<Indexed>> batches) {
        return batches.stream().map(List::size).toList();
    }

    @Test
    void longDocumentsAreComputedAFewAtOnceAsConfigured() {
        assertThat(sizes(new MicroBatches(2, 100).of(documents(100, 90, 60, 100, 80, 90, 40)))).containsExactly(2, 2, 2, 1);
    }

    @Test
    void shortDocumentsAreJoinedUpToTheTextOfLongOnes() {
        // Pairs of 50, 60, 80, 110, 90 and 20 bytes; of 2 x 100 a fifth may be padding, which leaves 160 for text.
        assertThat(sizes(new MicroBatches(2, 100).of(documents(20, 30, 30, 30, 40, 40, 80, 30, 50, 40, 10, 10)))).containsExactly(4, 2, 2,
                4);
        assertThat(sizes(new MicroBatches(2, 100).of(documents(1, 1, 1)))).containsExactly(3);
        assertThat(new MicroBatches(2, 100).of(List.of())).isEmpty();
    }

    @Test
    void inTrainingALongDocumentHasTheConfiguredSize() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "text.document_bytes", "64"),
                "training.micro_batch_documents", "4");
        int[] sizes = IntStream.range(0, 32).map(i -> 16).toArray();
        assertThat(sizes(MicroBatches.of(config).of(documents(sizes)))).containsExactly(12, 12, 8);
    }

    @RepeatedTest(30)
    void everyDocumentIsInOneMicroBatchInItsOrderAndNoneHoldsMoreTextThanLongOnes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int together = 1 + random.nextInt(8);
        List<Indexed> documents = documents(random.ints(random.nextInt(200), 1, 101).toArray());
        List<List<Indexed>> batches = new MicroBatches(together, 100).of(documents);
        assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(documents);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.stream().mapToInt(document -> document.document().size()).sum())
                .isLessThanOrEqualTo((batch.size() <= together ? 100 : 80) * together));
        assertThat(batches.subList(0, Math.max(0, batches.size() - 1))).allSatisfy(batch -> assertThat(batch.size() % together).isZero());
    }
}
