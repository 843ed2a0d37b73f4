package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aUsersMistakeIsShownInItsOwnWordsWithoutACode() {
        Failure failure = Failure.of(new CompletionException(UserError.badInput("No tokenizer.json in %s.", "models")));
        assertThat(failure.sentence()).isEqualTo("No tokenizer.json in models.");
        assertThat(failure.code()).isEmpty();
    }

    @Test
    void theSamePlaceHasTheSameCodeAndAnotherKindAnother() {
        assertThat(Failure.of(unexpected()).code()).matches("BS-[0-9A-F]{3}-[0-9A-F]{3}").isEqualTo(Failure.of(unexpected()).code());
        assertThat(Failure.of(new IllegalArgumentException()).code()).isNotEqualTo(Failure.of(unexpected()).code());
    }

    private static RuntimeException unexpected() {
        return new IllegalStateException("size mismatch");
    }

    @Test
    void theDetailsHoldWhatTheMakersNeed() {
        Failure failure = Failure.of(unexpected());
        assertThat(failure.details()).contains(failure.code(), "IllegalStateException: size mismatch", System.getProperty("java.version"));
    }
}
