package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.inspector.state.FlowModel.Tokens;
import org.junit.jupiter.api.Test;

class FlowModelTest {
    private final InspectorViewModel model = new InspectorViewModel(new ScriptedEngine().inspector(), Runnable::run);
    private final FlowModel flow = new FlowModel(model, Runnable::run);

    @Test
    void whyTheTokensOfAByteCannotBeHadIsSaid() {
        Inspection toy = ToyInspection.of("some bytes".getBytes(StandardCharsets.UTF_8));
        FlowSource failing = new FlowSource() {
            @Override
            public boolean hasTokens() {
                return true;
            }

            @Override
            public CompletableFuture<MassFlow> at(int offset) {
                return CompletableFuture.failedFuture(UserError.badInput("step-7 was written anew after this text was read with it."));
            }
        };
        model.show(Analysis.of(
                new Inspection(toy.text(), toy.teacherTokens(), toy.studentTokens(), toy.teacher(), toy.student(), toy.comparison(), 7, 1,
                        failing, FlowSource.NONE)));
        assertThat(flow.stateProperty().get().tokens()).isEqualTo(Tokens.FAILED);
        assertThat(model.noticeProperty().get()).isEqualTo("step-7 was written anew after this text was read with it.");
    }
}
