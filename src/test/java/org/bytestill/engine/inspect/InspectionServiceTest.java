package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.engine.run.RunBatches;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.util.AtomicFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectionServiceTest {
    private static final ConverterSettings BEAM = ConverterSettings.beam(10, 0.01);
    private static final Path TEXT = Path.of("sample-data/text/validation.txt");

    private final InspectionService service = new InspectionService();

    @AfterEach
    void close() {
        service.close();
    }

    private static InspectionRequest request(int bytes) throws IOException {
        byte[] text = Arrays.copyOf(Files.readAllBytes(TEXT), bytes);
        return new InspectionRequest(text, new InspectedModel(SmallRun.TEACHER, BEAM),
                new InspectedModel(SmallRun.STUDENT, ConverterSettings.cover()));
    }

    /** Collects the beginnings that are found. */
    private static final class Beginnings implements InspectionListener {
        private final List<Inspection> found = new ArrayList<>();

        @Override
        public boolean report(long done, long total) {
            return true;
        }

        @Override
        public void found(Inspection beginning) {
            found.add(beginning);
        }
    }

    @Test
    void aConcurrentRunIsKnownAtOnce() throws Exception {
        AtomicBoolean computes = new AtomicBoolean();
        try (InspectionService beside = new InspectionService(new ConcurrentRuns(computes::get, () -> 0))) {
            assertThat(beside.isBesideRun()).isFalse();
            computes.set(true);
            assertThat(beside.isBesideRun()).isTrue();
        }
    }

    @Test
    void theBeginningIsAnsweredFirstWithTheRowsOfTheWholeText() throws Exception {
        Beginnings beginnings = new Beginnings();
        Inspection whole = service.inspect(request(400), beginnings).get(1, TimeUnit.MINUTES);
        assertThat(beginnings.found).extracting(beginning -> beginning.text().length).containsExactly(24);
        Inspection beginning = beginnings.found.get(0);
        for (int row = 0; row < 24; row++) {
            assertThat(beginning.teacher().distribution(row)).as("float32, sums in another order")
                    .satisfies(closeTo(whole.teacher().distribution(row), 1e-5));
            assertThat(beginning.comparison().get(row).klBits()).isCloseTo(whole.comparison().get(row).klBits(), within(1e-3));
        }
    }

    @Test
    void aShortTextIsAnsweredAtOnce() throws Exception {
        Beginnings beginnings = new Beginnings();
        assertThat(service.inspect(request(90), beginnings).get(1, TimeUnit.MINUTES).text()).hasSize(90);
        assertThat(beginnings.found).isEmpty();
    }

    @Test
    void onlyTheNewestRequestIsComputed() throws Exception {
        List<CompletableFuture<Inspection>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(service.inspect(request(200), (done, total) -> true));
        }
        assertThat(answers.get(19).get(1, TimeUnit.MINUTES).text()).hasSize(200);
        assertThat(answers.subList(0, 19)).as("all but one that may have ended before it was asked")
                .filteredOn(CompletableFuture::isCancelled)
                .hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void theSameSeedSamplesTheSameContinuation() throws Exception {
        byte[] prefix = Arrays.copyOf(Files.readAllBytes(TEXT), 60);
        SampleRequest greedy = new SampleRequest(prefix, SmallRun.TEACHER, 16, OptionalLong.empty());
        SampledText first = service.continueText(greedy).get(1, TimeUnit.MINUTES);
        assertThat(first.bytes()).hasSizeBetween(1, 16).isEqualTo(service.continueText(greedy).get(1, TimeUnit.MINUTES).bytes());
        SampleRequest drawn = new SampleRequest(prefix, SmallRun.TEACHER, 16, OptionalLong.of(5));
        assertThat(service.continueText(drawn).get(1, TimeUnit.MINUTES).bytes())
                .isEqualTo(service.continueText(drawn).get(1, TimeUnit.MINUTES).bytes());
    }

    @Test
    void theConvertersErrorIsFoundForTheBeginningFirstAndIsTheDivergenceFromTheReference() throws Exception {
        InspectionRequest asked = request(100);
        Inspection read = service.inspect(asked, new Beginnings()).get(1, TimeUnit.MINUTES);
        List<ConverterError> beginnings = new ArrayList<>();
        ConverterError error = service.converterError(new ConverterErrorRequest(asked.text(), asked.teacher(), read.teacher()),
                new ConverterErrorListener() {
                    @Override
                    public boolean report(long done, long total) {
                        return total == 100;
                    }

                    @Override
                    public void found(ConverterError beginning) {
                        beginnings.add(beginning);
                    }
                }).get(1, TimeUnit.MINUTES);
        assertThat(beginnings).extracting(ConverterError::length).containsExactly(24);
        assertThat(error.length()).isEqualTo(100);
        InspectedModel reference = new InspectedModel(SmallRun.TEACHER, ConverterError.REFERENCE);
        Inspection compared = service.inspect(new InspectionRequest(asked.text(), asked.teacher(), reference), new Beginnings())
                .get(1, TimeUnit.MINUTES);
        for (int offset = 0; offset < 100; offset++) {
            assertThat(error.at(offset)).isCloseTo(compared.comparison().get(offset).jsdBits(), within(1e-9));
        }
        assertThat(error.at(100)).isNaN();
        assertThat(beginnings.get(0).at(23)).as("float32, sums in another order").isCloseTo(error.at(23), within(1e-4));
    }

    private static InspectedModel mixed(Mixture mixture, ConverterSettings converter) {
        return new InspectedModel(List.of(SmallRun.TEACHER, SmallRun.STUDENT), mixture, converter, InspectedModel.Head.TOKEN);
    }

    @ParameterizedTest
    @EnumSource(Mixture.class)
    void severalTeachersAreMixedAtEveryByteAndTheTokensAreThoseOfTheFirst(Mixture mixture) throws Exception {
        InspectedModel second = new InspectedModel(SmallRun.STUDENT, BEAM);
        byte[] text = request(80).text();
        Inspection alone = service.inspect(new InspectionRequest(text, new InspectedModel(SmallRun.TEACHER, BEAM), second),
                new Beginnings()).get(1, TimeUnit.MINUTES);
        Inspection both = service.inspect(new InspectionRequest(text, mixed(mixture, BEAM), second), new Beginnings())
                .get(1, TimeUnit.MINUTES);
        double[] expected = new double[ByteDistribution.OUTCOMES];
        for (int row = 0; row < text.length; row++) {
            mixture.mix(new double[][] {alone.teacher().distribution(row), alone.student().distribution(row)}, new double[2], expected,
                    model -> "");
            assertThat(both.teacher().distribution(row)).as("row %d", row).satisfies(closeTo(expected, 1e-9));
            assertThat(both.student().distribution(row)).satisfies(closeTo(alone.student().distribution(row), 1e-9));
        }
        assertThat(both.teacherTokens()).isEqualTo(alone.teacherTokens());
        assertThat(both.teacherFlow().hasTokens()).as("a mixture has none of its own").isFalse();
        assertThat(both.teacherFlow().isMixed()).isTrue();
        assertThat(both.studentFlow().at(10).get(1, TimeUnit.MINUTES).sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    void theErrorOfAMixtureIsMeasuredAgainstTheMixtureOfReferences() throws Exception {
        byte[] text = request(60).text();
        InspectedModel reference = mixed(Mixture.GEOMETRIC, ConverterError.REFERENCE);
        Inspection compared = service.inspect(new InspectionRequest(text, mixed(Mixture.GEOMETRIC, BEAM), reference), new Beginnings())
                .get(1, TimeUnit.MINUTES);
        ConverterError error = service.converterError(new ConverterErrorRequest(text, mixed(Mixture.GEOMETRIC, BEAM), compared.teacher()),
                (done, total) -> true)
                .get(1, TimeUnit.MINUTES);
        assertThat(error.length()).isEqualTo(60);
        for (int offset = 0; offset < 60; offset++) {
            assertThat(error.at(offset)).isCloseTo(compared.comparison().get(offset).jsdBits(), within(1e-9));
        }
        assertThat(error.largestBits()).isPositive();
    }

    @Test
    void whileAnErrorIsMeasuredTokenFlowsAreAnsweredAndANewTextCancelsIt() throws Exception {
        InspectionRequest asked = request(1500);
        Inspection read = service.inspect(asked, new Beginnings()).get(1, TimeUnit.MINUTES);
        CompletableFuture<MassFlow> flow = new CompletableFuture<>();
        CompletableFuture<ConverterError> error = service.converterError(new ConverterErrorRequest(asked.text(), asked.teacher(),
                read.teacher()), (done, total) -> {
                    if (done > 0 && !flow.isDone()) {
                        read.teacherFlow().at(700).thenAccept(flow::complete);
                    }
                    return true;
                });
        assertThat(flow.get(1, TimeUnit.MINUTES).sum()).isCloseTo(1, within(1e-6));
        assertThat(error.isDone()).as("the tokens did not wait for its end").isFalse();
        assertThat(service.inspect(request(30), new Beginnings()).get(1, TimeUnit.MINUTES).text()).hasSize(30);
        assertThat(error.isCancelled()).isTrue();
    }

    @Test
    void aRequestWithoutTextFailsWithAdvice() {
        InspectionRequest empty = new InspectionRequest(new byte[0], new InspectedModel(SmallRun.TEACHER, BEAM),
                new InspectedModel(SmallRun.STUDENT, BEAM));
        assertThatThrownBy(() -> service.inspect(empty, (done, total) -> true).get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("Type some");
    }

    @Test
    void theBatchOfAnUpdateIsReconstructedFromTheSeed(@TempDir Path folder) throws Exception {
        var config = SmallRun.config(folder);
        List<BatchDocument> first = RunBatches.of(config, new RunFolder(folder), Instant.EPOCH, 1);
        assertThat(first).hasSize(2).extracting(BatchDocument::id).allMatch(id -> id.startsWith(folder.resolve("train.txt") + "@"));
        assertThat(RunBatches.of(config, new RunFolder(folder), Instant.EPOCH, 1)).extracting(BatchDocument::id)
                .isEqualTo(first.stream().map(BatchDocument::id).toList());
        // 3,000 bytes in documents of up to 100: an epoch is at least 15 batches, in which no document comes twice.
        List<String> epoch = new ArrayList<>();
        for (int update = 1; update <= 15; update++) {
            RunBatches.of(config, new RunFolder(folder), Instant.EPOCH, update).forEach(document -> epoch.add(document.id()));
        }
        assertThat(epoch).doesNotHaveDuplicates();
        assertThatThrownBy(() -> RunBatches.of(config, new RunFolder(folder), Instant.EPOCH, 501)).isInstanceOf(UserError.class)
                .hasMessageContaining("1 to 500");
    }

    @Test
    void tokensOfTheBeginningAreAnsweredWhileTheRestIsRead() throws Exception {
        CompletableFuture<MassFlow> tokens = new CompletableFuture<>();
        CompletableFuture<Long> doneThen = new CompletableFuture<>();
        long total = 2 * 3000;
        InspectionListener listener = new InspectionListener() {
            private long done;

            @Override
            public boolean report(long bytes, long all) {
                done = bytes;
                return true;
            }

            @Override
            public void found(Inspection beginning) {
                if (!tokens.isDone()) {
                    beginning.teacherFlow().at(20).thenAccept(flow -> {
                        doneThen.complete(done);
                        tokens.complete(flow);
                    });
                }
            }
        };
        CompletableFuture<Inspection> whole = service.inspect(request(3000), listener);
        assertThat(tokens.get(1, TimeUnit.MINUTES).sum()).isCloseTo(1, within(1e-6));
        assertThat(doneThen.get()).as("in the middle of the reading").isLessThan(total);
        whole.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aCheckpointWrittenAnewIsToldAndOneThatIsGoneStaysReadable(@TempDir Path folder) throws Exception {
        Path checkpoint = folder.resolve("step-7");
        Files.createDirectory(checkpoint);
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            if (Files.exists(SmallRun.STUDENT.resolve(name))) {
                Files.copy(SmallRun.STUDENT.resolve(name), checkpoint.resolve(name));
            }
        }
        InspectionRequest request = new InspectionRequest(request(200).text(), new InspectedModel(checkpoint, BEAM),
                new InspectedModel(SmallRun.STUDENT, BEAM));
        Inspection inspection = service.inspect(request, new Beginnings()).get(1, TimeUnit.MINUTES);
        inspection.teacherFlow().at(10).get(1, TimeUnit.MINUTES);
        Path config = checkpoint.resolve("config.json");
        Files.writeString(config, Files.readString(config) + "\n");
        assertThatThrownBy(() -> inspection.teacherFlow().at(150).get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("step-7").hasMessageContaining("written anew").hasMessageContaining("Read the text again");
        Inspection again = service.inspect(request, new Beginnings()).get(1, TimeUnit.MINUTES);
        again.teacherFlow().at(150).get(1, TimeUnit.MINUTES);
        AtomicFile.deleteFolder(checkpoint);
        assertThat(again.teacherFlow().at(20).get(1, TimeUnit.MINUTES).sum()).as("pruned by its run, still open here").isCloseTo(1,
                within(1e-6));
    }

    @Test
    void theTokensAtAByteSumToItsDistributionOnBothSides() throws Exception {
        Inspection inspection = service.inspect(request(200), new Beginnings()).get(1, TimeUnit.MINUTES);
        for (int offset : new int[] {0, 7, 150, 199}) {
            for (boolean teacher : new boolean[] {true, false}) {
                FlowSource source = teacher ? inspection.teacherFlow() : inspection.studentFlow();
                double[] expected = (teacher ? inspection.teacher() : inspection.student()).distribution(offset);
                MassFlow flow = source.at(offset).get(1, TimeUnit.MINUTES);
                for (int outcome = 0; outcome < expected.length; outcome++) {
                    assertThat(flow.probability(outcome)).isCloseTo(expected[outcome], within(1e-5));
                }
                assertThat(flow.sum()).isCloseTo(1, within(1e-6));
            }
        }
    }
}
