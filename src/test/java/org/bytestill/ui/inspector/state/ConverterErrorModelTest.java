package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.ConverterErrorRequest;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.inspector.state.ConverterErrorModel.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConverterErrorModelTest {
    private final List<ConverterErrorRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<ConverterError>> answers = new ArrayList<>();
    private final org.bytestill.engine.inspect.Inspector inspector = ScriptedEngine.inspector(
            request -> CompletableFuture.completedFuture(ToyInspection.of(request.text())), null, request -> {
                asked.add(request);
                answers.add(new CompletableFuture<>());
                return answers.get(answers.size() - 1);
            });
    private final InspectorViewModel model = new InspectorViewModel(inspector, Runnable::run);
    private final ConverterErrorModel error = new ConverterErrorModel(model, inspector, Runnable::run);

    @BeforeEach
    void analyse() {
        model.teacherProperty().set(new ModelChoice("big", Path.of("big"), -1));
        model.studentProperty().set(new ModelChoice("small", Path.of("step-200"), 200));
        look("the sea");
    }

    private void look(String text) {
        model.textProperty().set(text.getBytes(StandardCharsets.UTF_8));
        model.inspect();
    }

    private Phase phase() {
        return error.stateProperty().get().phase();
    }

    private void answer(int question, double... jsdBits) {
        answers.get(question).complete(new ConverterError(jsdBits, new double[jsdBits.length], 17.3, 2));
    }

    @Test
    void nothingIsMeasuredUntilItIsWishedFor() {
        assertThat(phase()).isEqualTo(Phase.OFF);
        assertThat(asked).isEmpty();
        error.wishedProperty().set(true);
        assertThat(phase()).isEqualTo(Phase.WORKING);
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.model().folder()).isEqualTo(Path.of("big"));
            assertThat(request.rows()).isSameAs(model.analysisProperty().get().inspection().teacher());
        });
        answer(0, 0, 0.25, 1e-4, 0, 0, 0, 0);
        assertThat(phase()).isEqualTo(Phase.HERE);
        assertThat(error.stateProperty().get().at(1)).isEqualTo(0.25);
    }

    @Test
    void anotherStudentChangesNothingAnotherTextOrConverterIsMeasuredAnew() {
        error.wishedProperty().set(true);
        answer(0, 0, 0.25, 0, 0, 0, 0, 0);
        model.studentProperty().set(new ModelChoice("small", Path.of("step-100"), 100));
        model.inspect();
        assertThat(asked).hasSize(1);
        assertThat(error.stateProperty().get().at(1)).isEqualTo(0.25);
        look("the sky");
        assertThat(asked).hasSize(2);
        assertThat(error.stateProperty().get().at(1)).as("that of another text is not shown").isNaN();
        model.converterProperty().set(ConverterSettings.cover());
        model.inspect();
        assertThat(asked).hasSize(3);
        assertThat(answers.get(1).isCancelled()).as("the newest question wins").isTrue();
        answer(1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(phase()).isEqualTo(Phase.WORKING);
    }

    @Test
    void theReferenceItselfHasNothingToBeMeasuredAgainst() {
        model.converterProperty().set(ConverterError.REFERENCE);
        model.inspect();
        error.wishedProperty().set(true);
        assertThat(phase()).isEqualTo(Phase.IS_REFERENCE);
        assertThat(asked).isEmpty();
    }

    @Test
    void aFailureIsToldAndTurningItOffForgetsIt() {
        error.wishedProperty().set(true);
        answers.get(0).completeExceptionally(UserError.badInput("big cannot be read."));
        assertThat(phase()).isEqualTo(Phase.FAILED);
        assertThat(model.noticeProperty().get()).isEqualTo("big cannot be read.");
        error.wishedProperty().set(false);
        assertThat(phase()).isEqualTo(Phase.OFF);
    }
}
