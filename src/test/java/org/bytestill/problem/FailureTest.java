package org.bytestill.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aMistakeIsToldAsItIs() {
        assertThat(Failure.of(UserError.disk("%s is full. Free space.", "C:"))).isEqualTo(new Failure(ExitCode.DISK, "C: is full. Free space.", false));
    }

    @Test
    void memoryAtAnEndIsKnownFromJavaAndFromLibtorch() {
        assertThat(Failure.of(new OutOfMemoryError("Java heap space")).exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
        Throwable nativeError = new IllegalStateException("[enforce fail at alloc_cpu.cpp:116] . DefaultCPUAllocator: can't allocate memory: you tried 8 GB");
        assertThat(Failure.of(nativeError)).satisfies(failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(failure.sentence()).contains("training.micro_batch_documents").doesNotContain("alloc_cpu");
        });
    }

    @Test
    void anInterruptionIsNoFault() {
        assertThat(Failure.of(new CancellationException()).exitCode().code()).isEqualTo(130);
    }

    @Test
    void theUnexpectedHasACodeThatIsTheSameAtTheSamePlace() {
        Failure once = Failure.of(thrown("a"));
        assertThat(once.exitCode()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(once.unexpected()).isTrue();
        assertThat(once.sentence()).containsPattern("error E1-[0-9A-Z]{4}").contains("log");
        assertThat(Failure.codeOf(thrown("b"))).isEqualTo(Failure.codeOf(thrown("a")));
        assertThat(Failure.codeOf(new IllegalArgumentException())).isNotEqualTo(Failure.codeOf(thrown("a")));
    }

    private static IllegalStateException thrown(String message) {
        return new IllegalStateException(message);
    }
}
