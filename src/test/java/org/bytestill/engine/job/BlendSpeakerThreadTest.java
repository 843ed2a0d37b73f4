package org.bytestill.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.SmallRun;
import org.bytestill.generation.GeneratedBytes;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.StopReason;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlendSpeakerThreadTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private final BlendSpeakerThread speaker = new BlendSpeakerThread("speakers of a test", () -> true, () -> Long.MAX_VALUE);
    private final List<SpokenByte> heard = new ArrayList<>();

    @AfterEach
    void close() {
        speaker.close();
    }

    private static GenerateBytesRequest request(ByteBlend.Kind kind, double weight, double temperature, Path... models) {
        return new GenerateBytesRequest(List.of(models), "best",
                List.of(GenerateRequest.Prompt.of("The license of the caf".getBytes(UTF_8))),
                ByteBlend.of(kind, new double[] {weight, 1}, 2), ConverterSettings.beam(4, 0.01), 12, temperature, 0, 1, 0, 1, List.of(), 7,
                "float32", "cpu");
    }

    private static GenerateBytesRequest request(ByteBlend.Kind kind) {
        return request(kind, 2, 1, MODELS.resolve("smollm2"), MODELS.resolve("llama2"));
    }

    private GenerateBytesReport speak(GenerateBytesRequest request, BlendSpeaker.ByteListener listener) throws Exception {
        return speaker.speak(request, listener).get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenByteByByteIsWhatGenerateWrites(ByteBlend.Kind kind) throws Exception {
        GeneratedBytes expected = new GenerateBytesService().generate(request(kind), GenerationListener.NONE).texts().get(0);
        GeneratedBytes written = speak(request(kind), heard::add).texts().get(0);
        assertThat(written.outcomes()).containsExactly(expected.outcomes());
        assertThat(heard.stream().mapToInt(SpokenByte::outcome).toArray()).containsExactly(expected.outcomes());
        assertThat(heard.stream().map(SpokenByte::text).collect(Collectors.joining())).isEqualTo(expected.text());
        for (int at = 0; at < heard.size(); at++) {
            assertThat(heard.get(at).probability()).isCloseTo(expected.probabilities()[at], within(1e-6));
        }
    }

    @Test
    void everyByteHasItsProbabilityByEachModelAndWhatEachExpected() throws Exception {
        speak(request(ByteBlend.Kind.ARITHMETIC), heard::add);
        for (SpokenByte one : heard) {
            double mean = (2 * one.byModel().get(0) + one.byModel().get(1)) / 3;
            assertThat(one.probability()).as("the teacher counts twice").isCloseTo(mean, within(1e-12));
            assertThat(one.expected()).hasSize(3);
            for (List<Candidate> candidates : one.expected()) {
                assertThat(candidates).hasSizeBetween(1, 6);
                assertThat(candidates).extracting(candidate -> -candidate.probability()).isSorted();
            }
            for (int model = 0; model < 2; model++) {
                double own = one.byModel().get(model);
                assertThat(one.expected().get(model)).allSatisfy(candidate -> {
                    if (candidate.id() == one.outcome()) {
                        assertThat(candidate.probability()).isEqualTo(own);
                    }
                });
            }
        }
        assertThat(heard.get(0).byModel().get(0)).isNotCloseTo(heard.get(0).byModel().get(1), within(1e-6));
    }

    @Test
    void aGreedyTextTakesTheFirstCandidateOfBothTogether() throws Exception {
        speak(request(ByteBlend.Kind.PRODUCT, 1, 0, MODELS.resolve("smollm2"), MODELS.resolve("llama2")), heard::add);
        assertThat(heard).isNotEmpty().allSatisfy(one -> assertThat(one.expected().get(2).get(0).id()).isEqualTo(one.outcome()));
    }

    @Test
    void aTextThatIsStoppedKeepsWhatWasWrittenAndTheNextUsesTheOpenModels() throws Exception {
        GeneratedBytes whole = speak(request(ByteBlend.Kind.PRODUCT), heard::add).texts().get(0);
        heard.clear();
        GeneratedBytes written = speak(request(ByteBlend.Kind.PRODUCT), one -> {
            heard.add(one);
            return heard.size() < 3;
        }).texts().get(0);
        assertThat(written.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(written.outcomes()).containsExactly(whole.outcomes()[0], whole.outcomes()[1], whole.outcomes()[2]);
        speaker.forget();
        assertThat(speak(request(ByteBlend.Kind.PRODUCT), one -> true).texts().get(0).outcomes()).as("opened anew")
                .containsExactly(whole.outcomes());
    }

    @Test
    void otherModelsAreOpenedInPlaceOfThose() throws Exception {
        speak(request(ByteBlend.Kind.PRODUCT), one -> true);
        GenerateBytesRequest others = request(ByteBlend.Kind.PRODUCT, 2, 1, MODELS.resolve("qwen3"), MODELS.resolve("llama2"));
        assertThat(speak(others, one -> true).texts().get(0).outcomes())
                .containsExactly(new GenerateBytesService().generate(others, GenerationListener.NONE).texts().get(0).outcomes());
    }

    @Test
    void whatIsWrongIsTold() {
        assertThatThrownBy(
                () -> speak(request(ByteBlend.Kind.PRODUCT, 1, 0, MODELS.resolve("smollm2"), MODELS.resolve("nobody")), one -> true))
                .hasCauseInstanceOf(UserError.class).hasMessageContaining("nobody");
        assertThatThrownBy(
                () -> speak(request(ByteBlend.Kind.PRODUCT, 1, -1, MODELS.resolve("nobody"), MODELS.resolve("nobody")), one -> true))
                .as("before the models are opened").hasMessageContaining("The temperature is -1.0");
    }

    @Test
    void modelsThatTogetherWouldNotLeaveMemoryToARunAreRefused() {
        GenerateBytesRequest request = request(ByteBlend.Kind.ARITHMETIC, 1, 0, MODELS.resolve("smollm2"), SmallRun.TEACHER);
        try (BlendSpeakerThread beside = new BlendSpeakerThread("speakers beside a run", () -> true, () -> 0)) {
            assertThatThrownBy(() -> beside.speak(request, heard::add).get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(UserError.class)
                    .hasMessageContaining("asked together with another model").hasMessageContaining("wait until the run has ended");
        }
        assertThat(heard).isEmpty();
    }
}
