package org.bytestill.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    private static String told(IOException e) {
        return UserError.disk("x/y cannot be made: %s. Choose another folder.", e.getMessage()).causedBy(e).getMessage();
    }

    @Test
    void whatJavaSaysByAFilesNameAloneIsPutIntoWords() {
        assertThat(told(new FileAlreadyExistsException("x/y")))
                .isEqualTo("x/y cannot be made: there is a file x/y. Choose another folder.");
        assertThat(told(new NoSuchFileException("x"))).isEqualTo("x/y cannot be made: there is no x. Choose another folder.");
        assertThat(told(new AccessDeniedException("x"))).isEqualTo(
                "x/y cannot be made: the system denies access to x. Choose another folder.");
    }

    @Test
    void whatIsInWordsAlreadyStays() {
        assertThat(told(new FileSystemException("x", null, "No space left on device")))
                .isEqualTo("x/y cannot be made: x: No space left on device. Choose another folder.");
        assertThat(told(new IOException("broken"))).isEqualTo("x/y cannot be made: broken. Choose another folder.");
        assertThat(told(new FileSystemException(null))).isEqualTo("x/y cannot be made: null. Choose another folder.");
    }
}
