package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowPriorityThreadTest {
    /** Field 19 of the calling thread's line of figures, proc(5). */
    private static int nice() {
        try {
            return Integer.parseInt(Files.readString(Path.of("/proc/thread-self/stat")).replaceFirst(".*\\) ", "").split(" ")[19 - 3]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"WINDOW, 5", "RUN, 10"})
    @EnabledOnOs(OS.LINUX)
    void aQuietThreadIsNicerAndItsNeighboursAreAsTheyWere(LowPriorityThread.Behind behind, int nicer) throws Exception {
        int before = nice();
        CompletableFuture<Integer> quiet = new CompletableFuture<>();
        new Thread(() -> {
            LowPriorityThread.become(behind);
            quiet.complete(nice());
        }).start();
        assertThat(quiet.get()).isEqualTo(nicer);
        assertThat(nice()).as("this thread").isEqualTo(before);
    }
}
