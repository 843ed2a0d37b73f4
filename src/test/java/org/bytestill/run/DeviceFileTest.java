package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFileTest {
    @TempDir
    Path temporary;

    private static DeviceSample sample(int second) {
        return new DeviceSample(Instant.ofEpochSecond(second), 0.5, 0.75, 1 << 30, 2e9, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                Double.NaN);
    }

    @Test
    void othersSeeTheNewestSamplesWhileTheFileGrows() throws Exception {
        RunFolder folder = new RunFolder(Files.createDirectories(temporary.resolve("run")));
        DeviceFile run = new DeviceFile(folder);
        DeviceFile window = new DeviceFile(folder);
        run.append(sample(0));
        window.refresh();
        assertThat(window.newest()).containsExactly(sample(0));
        assertThat(window.newest().get(0).hasGpu()).isFalse();
        for (int second = 1; second <= DeviceFile.NEWEST + 9; second++) {
            run.append(sample(second));
        }
        Files.writeString(folder.device(), "{\"cpu\":0.1}\n", StandardOpenOption.APPEND);
        window.refresh();
        assertThat(window.newest()).as("a line without its time is left out").isEqualTo(run.newest()).hasSize(DeviceFile.NEWEST);
        assertThat(window.newest().get(0)).isEqualTo(sample(10));
    }
}
