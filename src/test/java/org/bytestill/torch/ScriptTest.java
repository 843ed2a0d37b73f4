package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.List;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    @Test
    void everyKindOfArgumentArrives() {
        String method = """
                  def f(self: __torch__.M, x: Tensor, xs: List[Tensor], n: int, a: float, flag: bool, name: str, ns: List[int]) -> List[Tensor]:
                    y = x * a + xs[1] * ns[1]
                    if flag:
                      y = y + torch.len(name) * n
                    return [y, xs[0]]
                """;
        try (Script script = new Script(method); Scope scope = Scope.open("test", Device.CPU)) {
            Tensor one = scope.of(new float[] {1, 2}, 2);
            List<Tensor> result = script.call(scope, "f", one, List.of(one, one), 10, 0.5, true, "abc", new long[] {0, 3});
            // 0.5 x + 3 x + 3 * 10
            assertThat(result.get(0).toFloats()).containsExactly(33.5f, 37f);
            try (TensorList list = new TensorList(List.of(one, one))) {
                assertThat(script.call(scope, "f", one, list, 10L, 0.5, false, "", new long[] {0, 3}).get(0).toFloats()).containsExactly(3.5f, 7f);
            }
        }
    }

    @Test
    void anErrorInTheTextNamesItsLine() {
        assertThatThrownBy(() -> new Script("  def f(self: __torch__.M) -> Tensor:\n    return torch.no_such_operator(1)\n"))
                .isInstanceOf(EngineException.class).hasMessageContaining("no_such_operator");
    }

    @Test
    void runningOutOfMemoryIsAnErrorForPeopleAndTheProcessLives() {
        try (Script script = new Script("  def f(self: __torch__.M) -> Tensor:\n    return torch.zeros([1000000, 1000000, 1000], dtype=6)\n");
                Scope scope = Scope.open("test", Device.CPU)) {
            assertThatThrownBy(() -> script.call(scope, "f")).isInstanceOfSatisfying(UserError.class,
                    error -> {
                assertThat(error.exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
                // What to do in a run is said where runs are known.
                assertThat(error.getMessage()).contains("\"f\"").doesNotContain("training.");
                assertThat(Failure.of(error).sentence()).contains("training.micro_batch_documents");
            });
            assertThat(scope.of(new float[] {4}, 1).toFloats()).containsExactly(4f);
        }
    }
}
