package org.bytestill.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.ui.log.LogFile.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void aRecordIsItsLineAndTheStackBelowIt() throws Exception {
        Path log = Files.writeString(folder.resolve("a.log"), "cut off\n\tat Somewhere\n"
                + "2026-12-01 01:02:03,004 WARN  [main] org.bytestill.A: careful\n"
                + "2026-12-01 01:02:04,004 ERROR [main] org.bytestill.B: an unexpected error, BS-123-456\njava.lang.IllegalStateException\n"
                + "\tat org.bytestill.B.c(B.java:1)\n");
        assertThat(new LogFile(log).read()).extracting(LogFile.LogRecord::level).containsExactly(Level.WARN, Level.ERROR);
        assertThat(new LogFile(log).read().get(1).text()).contains("BS-123-456", "IllegalStateException", "B.java:1");
    }

    @Test
    void ofALongLogTheEndIsReadAndOfNoneNothing() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            lines.append("2026-12-01 01:02:03,004 WARN  [main] org.bytestill.A: line ").append(i).append('\n');
        }
        Path log = Files.writeString(folder.resolve("a.log"), lines);
        var read = new LogFile(log).read();
        assertThat(read).hasSize(2000);
        assertThat(read.get(1999).text()).endsWith("line 29999");
        assertThat(new LogFile(folder.resolve("none.log")).read()).isEmpty();
    }
}
