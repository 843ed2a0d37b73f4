package org.bytestill.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.StopReason;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakerThreadTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private final SpeakerThread speaker = new SpeakerThread("speaker of a test", () -> true, () -> Long.MAX_VALUE);
    private final List<SpokenToken> heard = new ArrayList<>();

    @AfterEach
    void close() {
        speaker.close();
    }

    private static GenerateRequest request(String model, double temperature) {
        return new GenerateRequest(MODELS.resolve(model), "best",
                List.of(GenerateRequest.Prompt.of("The license of the café".getBytes(UTF_8))), 12,
                temperature, 0, 1, 0, 1, List.of(), 7, "float32", "cpu");
    }

    private Generated speak(GenerateRequest request, Speaker.SpokenListener listener) throws Exception {
        return speaker.speak(request, listener).get(60, TimeUnit.SECONDS).texts().get(0).generated();
    }

    private List<Candidate> candidates(GenerateRequest request, Beginning beginning) throws Exception {
        return speaker.candidates(request, beginning, 5).get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smollm2", "gemma3", "qwen3", "llama2"})
    void whatIsSaidTokenByTokenIsWhatGenerateWrites(String family) throws Exception {
        for (double temperature : new double[] {0, 1}) {
            GenerateRequest request = request(family, temperature);
            Generated expected = new GenerateService().generate(request, GenerationListener.NONE).texts().get(0).generated();
            heard.clear();
            Generated said = speak(request, heard::add);
            assertThat(said.tokens()).containsExactly(expected.tokens());
            assertThat(heard.stream().mapToInt(SpokenToken::id))
                    .containsExactlyElementsOf(IntStream.of(expected.tokens()).boxed().toList());
            assertThat(heard.stream().map(SpokenToken::text).collect(Collectors.joining())).isEqualTo(expected.text());
        }
    }

    @Test
    void theFirstCandidateAtEveryTokenOfAGreedyAnswerIsThatToken() throws Exception {
        GenerateRequest request = request("smollm2", 0);
        speak(request, heard::add);
        assertThat(heard).hasSizeGreaterThan(3);
        for (int at = 0; at < heard.size(); at++) {
            List<Candidate> candidates = candidates(request, new Beginning(heard.subList(0, at), true));
            assertThat(candidates).hasSize(5);
            assertThat(candidates.get(0).id()).isEqualTo(heard.get(at).id());
            assertThat(candidates.get(0).probability()).isCloseTo(Math.exp(heard.get(at).logProbability()), within(1e-5));
            assertThat(candidates).extracting(candidate -> -candidate.probability()).isSorted();
        }
    }

    @Test
    void anotherModelReadsTheAnswerInTokensOfItsOwn() throws Exception {
        speak(request("smollm2", 0), heard::add);
        List<SpokenToken> beginning = heard.subList(0, 4);
        GenerateRequest other = request("llama2", 0);
        List<Candidate> candidates = candidates(other, new Beginning(beginning, false));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        beginning.forEach(token -> text.writeBytes(token.bytes()));
        SpokenToken joined = new SpokenToken(0, "", text.toByteArray(), "", 0);
        assertThat(candidates(other, new Beginning(List.of(joined), false))).usingRecursiveComparison().isEqualTo(candidates);
        assertThat(candidates.stream().mapToDouble(Candidate::probability).sum()).isBetween(0.0, 1.0);
    }

    @Test
    void anAnswerThatIsStoppedKeepsWhatWasSaid() throws Exception {
        Generated said = speak(request("smollm2", 0), token -> {
            heard.add(token);
            return heard.size() < 3;
        });
        assertThat(said.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(said.tokens()).hasSize(3);
    }

    @Test
    void aModelThatIsNotThereIsTold() {
        assertThatThrownBy(() -> speak(request("nobody", 0), heard::add)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UserError.class).hasMessageContaining("nobody");
    }

    @Test
    void aSettingOutOfItsRangeIsToldBeforeTheModelIsOpened() {
        assertThatThrownBy(() -> speak(request("nobody", -1), heard::add)).hasMessageContaining("The temperature is -1.0");
    }

    @Test
    void theSpeakersOfAnEngineAnswerAtTheSameTime() throws Exception {
        CountDownLatch bothSpeak = new CountDownLatch(2);
        try (TrainingEngine engine = new TrainingEngine()) {
            List<CompletableFuture<GenerateReport>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(engine.speakers().get(i).speak(request("smollm2", 0), token -> {
                    bothSpeak.countDown();
                    return awaited(bothSpeak);
                }));
            }
            for (CompletableFuture<GenerateReport> answer : answers) {
                Generated said = answer.get(60, TimeUnit.SECONDS).texts().get(0).generated();
                assertThat(said.reason()).as("none waited in vain for the other").isNotEqualTo(StopReason.CANCELLED);
            }
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aModelThatWouldNotLeaveMemoryToARunIsRefused() {
        GenerateRequest loaded = new GenerateRequest(SmallRun.TEACHER, "best", request("smollm2", 0).prompts(), 4, 0, 0, 1, 0, 1, List.of(),
                7,
                "float32", "cpu");
        try (SpeakerThread beside = new SpeakerThread("speaker beside a run", () -> true, () -> 0)) {
            assertThatThrownBy(() -> beside.speak(loaded, heard::add).get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(UserError.class)
                    .hasMessageContaining("of memory to be spoken to").hasMessageContaining("wait until the run has ended");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aModelThatIsForgottenIsOpenedAgain() throws Exception {
        Generated first = speak(request("smollm2", 0), heard::add);
        speaker.forget();
        assertThat(speak(request("smollm2", 0), heard::add).tokens()).containsExactly(first.tokens());
    }
}
