package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"',
            value = {"/m/step-200, /m/step-200", "a=1,5, a=1,5", "two words, 'two words'", "it's, 'it'\\''s'", "$HOME, '$HOME'",
                "\"\", ''"},
            delimiterString = ", ")
    void aWordIsOneWordOfAShell(String word, String quoted) {
        assertThat(Shell.quoted(word)).isEqualTo(quoted);
    }
}
