package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtSymbolBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompiledModulesTest {
    private final CompiledModules modules = new CompiledModules();

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static String source(int number) {
        return "def f(self, x: Tensor) -> Tensor:\n    return x + " + number + "\n";
    }

    @Test
    void aSourceIsCompiledOnceHoweverManyUseIt() {
        PtSymbolBlock first = modules.acquire(source(1));
        assertThat(modules.acquire(source(1))).isSameAs(first);
        assertThat(modules.acquire(source(2))).isNotSameAs(first);
        modules.release(source(1));
        modules.release(source(1));
        assertThat(modules.acquire(source(1))).as("kept for the next").isSameAs(first);
    }

    @Test
    void onlyTheModulesClosedLastAreKeptAndNeverOneInUse() {
        PtSymbolBlock used = modules.acquire(source(-1));
        PtSymbolBlock idle = modules.acquire(source(-2));
        modules.release(source(-2));
        for (int number = 0; number < CompiledModules.MOST_IDLE; number++) {
            modules.acquire(source(number));
            modules.release(source(number));
        }
        assertThat(modules.acquire(source(-1))).isSameAs(used);
        assertThat(modules.acquire(source(-2))).as("compiled again").isNotSameAs(idle);
    }

    @Test
    void aSourceThatDoesNotCompileIsToldEachTime() {
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> modules.acquire("def f(self) -> Tensor:\n    return torch.no_such_operator(1)\n"))
                    .isInstanceOf(EngineException.class).hasMessageContaining("no_such_operator");
        }
    }

    @Test
    void aScriptThatIsClosedTwiceTakesNothingFromAnother() {
        Script one = new Script(source(7));
        try (Script other = new Script(source(7)); Scope scope = Scope.open("test", Device.CPU)) {
            one.close();
            one.close();
            for (int number = 100; number <= 100 + CompiledModules.MOST_IDLE; number++) {
                new Script(source(number)).close();
            }
            assertThat(other.method("f").with("x", scope.of(new float[] {1}, 1)).tensor(scope).toFloats()).containsExactly(8f);
        }
    }
}
