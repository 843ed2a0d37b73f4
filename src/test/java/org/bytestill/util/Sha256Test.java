package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    /** Of FIPS 180-4's example "abc". */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadAgainOnlyIfItsSizeOrItsTimeOfChangeIsAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        assertThat(Sha256.known(file)).isEqualTo(OF_ABC);
        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        assertThat(Sha256.known(file)).as("it looks as it did and is not read").isEqualTo(OF_ABC);
        Files.setLastModifiedTime(file, FileTime.fromMillis(2000));
        assertThat(Sha256.known(file)).isEqualTo(Sha256.of(new byte[] {'a', 'b', 'd'})).isNotEqualTo(OF_ABC);
        Files.writeString(file, "abcd");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2000));
        assertThat(Sha256.known(file)).isEqualTo(Sha256.of(file));
    }

    @Test
    void aProcessThatComesByEverNewFilesKeepsTheHashesOfTheLastOnes() throws IOException {
        for (int number = 0; number < Sha256.MOST_KNOWN + 5; number++) {
            Sha256.known(Files.writeString(folder.resolve("file-" + number), "abc"));
        }
        assertThat(Sha256.knownFiles()).isEqualTo(Sha256.MOST_KNOWN);
    }
}
