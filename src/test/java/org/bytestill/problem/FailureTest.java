package org.bytestill.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aMistakeIsToldAsItIs() {
        assertThat(Failure.of(UserError.disk("%s is full. Free space.", "C:")))
                .isEqualTo(Failure.told(ExitCode.DISK, "C: is full. Free space."));
        assertThat(Failure.told(ExitCode.DISK, "").isUnexpected()).isFalse();
    }

    @Test
    void outOfMemoryIsRecognisedFromJavaAndFromLibtorch() {
        assertThat(Failure.of(new OutOfMemoryError("Java heap space")).exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY);
        Throwable nativeError = new IllegalStateException(
                "[enforce fail at alloc_cpu.cpp:116] . DefaultCPUAllocator: can't allocate memory: you tried 8 GB");
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
        assertThat(once.isUnexpected()).isTrue();
        assertThat(once.sentence()).contains("error " + once.code()).contains("log");
        assertThat(once.code()).matches("BS-[0-9A-F]{3}-[0-9A-F]{3}");
        assertThat(Failure.of(thrown("b")).code()).isEqualTo(once.code());
        assertThat(Failure.of(new IllegalArgumentException()).code()).isNotEqualTo(once.code());
    }

    @Test
    void theDetailsHoldWhatTheMakersNeed() {
        Failure failure = Failure.of(thrown("size mismatch"));
        assertThat(failure.details())
                .contains(failure.code(), "java.lang.IllegalStateException", "FailureTest", System.getProperty("java.version"))
                .as("a message may quote a path or a text").doesNotContain("size mismatch");
    }

    @Test
    void theWrappersOfFuturesAreTakenOff() {
        Failure failure = Failure.of(new CompletionException(
                new ExecutionException(UserError.badInput("No tokenizer.json in %s.", "models"))));
        assertThat(failure).isEqualTo(Failure.told(ExitCode.BAD_INPUT, "No tokenizer.json in models."));
        assertThat(Failure.isCancellation(new CompletionException(new CancellationException()))).isTrue();
    }

    private static IllegalStateException thrown(String message) {
        return new IllegalStateException(message);
    }
}
