package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void aUsersMistakeIsShownInItsOwnWords() {
        assertThat(FailureText.of(new CompletionException(UserError.badInput("No tokenizer.json in %s.", "models"))))
                .isEqualTo("No tokenizer.json in models.");
    }

    @Test
    void exhaustedMemoryIsToldWithoutTheSettingsOfATraining() {
        String java = FailureText.of(new OutOfMemoryError("Java heap space"));
        assertThat(java).contains("not enough memory").doesNotContain("training.");
        assertThat(FailureText.of(new IllegalStateException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 GB")))
                .isEqualTo(java);
    }

    @Test
    void theUnexpectedIsNotToldInTheWordsOfTheProgram() {
        assertThat(FailureText.of(new IllegalStateException("size mismatch"))).contains("unexpected").doesNotContain("mismatch");
    }
}
