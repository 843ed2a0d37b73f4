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
                def f(self, x: Tensor, xs: List[Tensor], n: int, a: float, flag: bool, name: str, ns: List[int]) -> List[Tensor]:
                    y = x * a + xs[1] * ns[1]
                    if flag:
                        y = y + len(name) * n
                    return [y, xs[0]]
                """;
        try (Script script = new Script(method); Scope scope = Scope.open("test", Device.CPU)) {
            Tensor one = scope.of(new float[] {1, 2}, 2);
            List<Tensor> result = script.method("f").with("x", one).with("xs", List.of(one, one)).with("n", 10).with("a", 0.5)
                    .with("flag", true).with("name", "abc").with("ns", new long[] {0, 3}).tensors(scope);
            // 0.5 x + 3 x + 3 * 10
            assertThat(result.get(0).toFloats()).containsExactly(33.5f, 37f);
            try (TensorList list = new TensorList(List.of(one, one))) {
                assertThat(script.method("f").with("x", one).with("xs", list).with("n", 10L).with("a", 0.5).with("flag", false)
                        .with("name", "").with("ns", new long[] {0, 3}).tensors(scope).get(0).toFloats()).containsExactly(3.5f, 7f);
            }
        }
    }

    @Test
    void anErrorInTheTextNamesItsLine() {
        assertThatThrownBy(() -> new Script("def f(self) -> Tensor:\n    return torch.no_such_operator(1)\n"))
                .isInstanceOf(EngineException.class).hasMessageContaining("no_such_operator");
    }

    @Test
    void runningOutOfMemoryIsAnErrorForPeopleAndTheProcessLives() {
        try (Script script = new Script("def f(self) -> Tensor:\n    return torch.zeros([1000000, 1000000, 1000], dtype=6)\n");
                Scope scope = Scope.open("test", Device.CPU)) {
            assertThatThrownBy(() -> script.method("f").tensor(scope)).isInstanceOfSatisfying(UserError.class,
                    error -> {
                        assertThat(error.exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
                        // What to do in a run is said where runs are known.
                        assertThat(error.getMessage()).contains("\"f\"").doesNotContain("training.");
                        assertThat(Failure.of(error).sentence()).contains("training.micro_batch_documents");
                    });
            assertThat(scope.of(new float[] {4}, 1).toFloats()).containsExactly(4f);
        }
    }

    private static Script difference() {
        return new Script("""
                def minus(
                    self,
                    a: Tensor,
                    b: Tensor,
                ) -> Tensor:
                    return a - b
                """);
    }

    @Test
    void argumentsAreGivenByNameInAnyOrder() {
        try (Script script = difference(); Scope scope = Scope.open("test", Device.CPU)) {
            Tensor five = scope.of(new float[] {5}, 1);
            Tensor two = scope.of(new float[] {2}, 1);
            assertThat(script.method("minus").with("a", five).with("b", two).tensor(scope).toFloats()).containsExactly(3);
            assertThat(script.method("minus").with("b", two).with("a", five).tensor(scope).toFloats()).containsExactly(3);
        }
    }

    @Test
    void anArgumentThatIsUnknownMissingOrGivenTwiceIsAnErrorThatNamesIt() {
        try (Script script = difference(); Scope scope = Scope.open("test", Device.CPU)) {
            Tensor one = scope.of(new float[] {1}, 1);
            assertThatThrownBy(() -> script.method("plus")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("plus");
            assertThatThrownBy(() -> script.method("minus").with("c", one)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no parameter c; it has [a, b]");
            assertThatThrownBy(() -> script.method("minus").with("a", one).with("a", one)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("parameter a").hasMessageContaining("twice");
            assertThatThrownBy(() -> script.method("minus").with("a", one).tensor(scope)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("parameter b").hasMessageContaining("not given");
        }
    }

    @Test
    void eachPartOfATupleIsAListOfItsOwn() {
        String method = """
                def f(self, x: Tensor) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
                    return (x, annotate(List[Tensor], []), [x + 1.0, x + 2.0])
                """;
        try (Script script = new Script(method); Scope scope = Scope.open("test", Device.CPU)) {
            List<List<Tensor>> parts = script.method("f").with("x", scope.of(new float[] {1}, 1)).lists(scope);
            assertThat(parts).hasSize(3);
            assertThat(parts.get(0).get(0).toFloats()).containsExactly(1);
            assertThat(parts.get(1)).isEmpty();
            assertThat(parts.get(2).get(1).toFloats()).containsExactly(3);
        }
    }
}
