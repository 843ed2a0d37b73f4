package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class QuietThreadTest {
    /** Fields of proc(5), stat, counted from the third on, which follows the name in parentheses. */
    private static final int NICE = 19 - 3;
    private static final int POLICY = 41 - 3;

    private static String[] statusOf(QuietThread.Behind behind) throws Exception {
        CompletableFuture<String> stat = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                QuietThread.become(behind);
                stat.complete(Files.readString(Path.of("/proc/thread-self/stat")));
            } catch (Exception e) {
                stat.completeExceptionally(e);
            }
        });
        thread.start();
        String text = stat.get();
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aThreadBehindEverythingRunsWhenACoreIsIdleAndOneBehindTheWindowIsOnlyNicer() throws Exception {
        assertThat(statusOf(QuietThread.Behind.EVERYTHING)[POLICY]).isEqualTo("5");
        assertThat(statusOf(QuietThread.Behind.WINDOW)[POLICY]).isEqualTo("0");
        assertThat(statusOf(QuietThread.Behind.WINDOW)[NICE]).isEqualTo("5");
        assertThat(Files.readString(Path.of("/proc/thread-self/stat")).replaceAll(".*\\) ", "").split(" ")[POLICY]).as("this thread").isEqualTo("0");
    }
}
