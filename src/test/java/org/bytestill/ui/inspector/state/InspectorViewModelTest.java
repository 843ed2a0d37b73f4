package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.ConverterErrorListener;
import org.bytestill.engine.inspect.ConverterErrorRequest;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionListener;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.inspect.SampleRequest;
import org.bytestill.problem.UserError;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorViewModelTest {
    private final List<InspectionRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<Inspection>> answers = new ArrayList<>();
    private final List<InspectionListener> listeners = new ArrayList<>();
    private final InspectorViewModel model = new InspectorViewModel(new Inspector() {
        @Override
        public CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener) {
            asked.add(request);
            listeners.add(listener);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public CompletableFuture<SampledText> continueText(SampleRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<ConverterError> converterError(ConverterErrorRequest request, ConverterErrorListener listener) {
            throw new UnsupportedOperationException();
        }
    }, Runnable::run);

    @BeforeEach
    void chooseModels() {
        model.teacherProperty().set(new ModelChoice("big", Path.of("big"), -1));
        model.studentProperty().set(new ModelChoice("small", Path.of("step-200"), 200));
    }

    private void ask(String text) {
        model.textProperty().set(text.getBytes(StandardCharsets.UTF_8));
        model.inspect();
    }

    private void answer(int question) {
        answers.get(question).complete(ToyInspection.of(asked.get(question).text()));
    }

    @Test
    void theQuestionHoldsTextModelsAndConverter() {
        model.converterProperty().set(ConverterSettings.beam(5, 0.05));
        ask("abc");
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo(new byte[] {'a', 'b', 'c'});
            assertThat(request.teacher().folder()).isEqualTo(Path.of("big"));
            assertThat(request.student().folder()).isEqualTo(Path.of("step-200"));
            assertThat(request.student().converter().width()).isEqualTo(5);
        });
    }

    @Test
    void withoutAModelNothingIsAsked() {
        model.studentProperty().set(null);
        ask("abc");
        assertThat(asked).isEmpty();
    }

    @Test
    void theAnswerIsShownAndTheCursorStaysWithinIt() {
        ask("a longer text");
        answer(0);
        model.moveTo(12);
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.READY);
        ask("abc");
        answer(1);
        assertThat(model.cursorProperty().get()).isEqualTo(2);
    }

    @Test
    void anOlderAnswerThatComesLateIsDropped() {
        ask("first");
        ask("second text");
        answer(1);
        assertThat(answers.get(0).isCancelled()).isTrue();
        assertThat(model.analysisProperty().get().length()).isEqualTo(11);
    }

    @Test
    void progressIsCountedInBytes() {
        ask("abc");
        assertThat(listeners.get(0).report(2, 6)).isTrue();
        assertThat(model.statusProperty().get().done()).isEqualTo(2);
        assertThat(model.statusProperty().get().total()).isEqualTo(6);
    }

    @Test
    void cancellingKeepsWhatWasFoundBefore() {
        ask("abc");
        answer(0);
        ask("abcd");
        model.cancel();
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.READY);
        assertThat(model.analysisProperty().get().length()).isEqualTo(3);
        assertThat(answers.get(1).isCancelled()).isTrue();
    }

    @Test
    void aFailureIsShownUntilTheNextQuestion() {
        ask("abc");
        answers.get(0).completeExceptionally(UserError.badInput("No tokenizer.json in big."));
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.FAILED);
        assertThat(model.statusProperty().get().failure()).hasMessageContaining("tokenizer.json");
        ask("abc");
        assertThat(model.statusProperty().get().phase()).isEqualTo(Phase.WORKING);
    }

    @Test
    void ofALongFileAPieceIsLookedAtUntilItIsEdited(@TempDir Path folder) throws Exception {
        byte[] lines = "a line of 18 bytes\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        model.open(Files.write(folder.resolve("long.txt"), lines));
        assertThat(model.textProperty().get()).hasSize(InspectorViewModel.LONGEST_TEXT / 19 * 19);
        assertThat(model.canInspect()).isTrue();
        model.look(model.pieceProperty().get().next());
        assertThat(model.pieceProperty().get().start()).isEqualTo(InspectorViewModel.LONGEST_TEXT / 19 * 19);
        ask("a short text");
        assertThat(model.pieceProperty().get()).isNull();
    }

    @Test
    void aFileIsReadAsBytesAndAnEmptyOrLongOneIsRefused(@TempDir Path folder) throws Exception {
        Path text = Files.write(folder.resolve("a.txt"), new byte[] {'a', (byte) 0xC3});
        model.open(text);
        assertThat(model.textProperty().get()).isEqualTo(new byte[] {'a', (byte) 0xC3});
        Path empty = Files.write(folder.resolve("empty.txt"), new byte[0]);
        assertThatThrownBy(() -> model.open(empty)).isInstanceOf(UserError.class).hasMessageContaining("empty.txt")
                .hasMessageContaining("is empty");
        Path large = Files.write(folder.resolve("large.txt"), new byte[LongText.MOST + 1]);
        assertThatThrownBy(() -> model.open(large)).isInstanceOf(UserError.class).hasMessageContaining("1,048,577");
        assertThatThrownBy(() -> model.open(folder.resolve("nowhere.txt"))).isInstanceOf(UserError.class)
                .hasMessageContaining("nowhere.txt");
    }
}
