package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are loaded only from where nobody else can have put them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its folders have no such permissions")
class NativeFolderTest {
    @TempDir
    Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aNewFolderBelongsToTheUserAlone() throws IOException {
        Path made = folder.resolve("libraries");
        assertThat(NativeFolder.fault(made)).isEmpty();
        assertThat(permissions(made)).isEqualTo("rwx------");
        assertThat(made).as("nothing is left of the trial").isEmptyDirectory();
    }

    @Test
    void whatEverybodyMayWriteIsRefused() throws IOException {
        Path open = Files.createDirectories(folder.resolve("libraries/pytorch/2.7.1")).getParent();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(NativeFolder.fault(folder.resolve("libraries"))).hasValueSatisfying(
                fault -> assertThat(fault).contains("can be written by everybody").contains(open.toString()));
    }

    @Test
    void whatTheUsersGroupMayWriteIsClosed() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("libraries/tokenizers"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(NativeFolder.fault(folder.resolve("libraries"))).isEmpty();
        assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileInPlaceOfTheFolderIsTold() throws IOException {
        Path file = Files.createFile(folder.resolve("libraries"));
        assertThat(NativeFolder.fault(file)).hasValueSatisfying(fault -> assertThat(fault).startsWith("cannot be written"));
    }
}
