package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    @TempDir
    Path folder;

    @Test
    void theDriveIsAsLargeAsTheSystemSays() throws IOException {
        assertThat(DiskSpace.totalBytes(folder)).isEqualTo(Files.getFileStore(folder).getTotalSpace()).isPositive();
        // Others write meanwhile.
        assertThat((double) DiskSpace.usableBytes(folder)).isCloseTo(Files.getFileStore(folder).getUsableSpace(), within(5e9));
        assertThat(DiskSpace.usableBytes(folder)).isPositive().isLessThanOrEqualTo(DiskSpace.totalBytes(folder));
    }

    @Test
    void whatIsNotThereHasNoDrive() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> DiskSpace.usableBytes(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> DiskSpace.totalBytes(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> DiskSpace.drive(missing)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelsOwnFilesLieOnAnotherDriveWithoutRoom() throws IOException {
        assertThat(DiskSpace.totalBytes(Path.of("/proc"))).isZero();
        assertThat(DiskSpace.drive(Path.of("/proc"))).isNotEqualTo(DiskSpace.drive(folder));
        assertThat(DiskSpace.drive(Files.createFile(folder.resolve("file")))).isEqualTo(DiskSpace.drive(folder));
    }
}
