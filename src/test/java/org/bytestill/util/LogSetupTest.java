package org.bytestill.util;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where people find what the program logged. */
class LogSetupTest {
    @TempDir
    private Path folder;
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private Path log;

    @BeforeEach
    void configure() {
        log = folder.resolve(".bytestill/bytestill.log");
        System.setErr(new PrintStream(said, true, UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        LogSetup.configure(context, log);
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        context.stop();
    }

    @Test
    void aWarningIsASentenceOnStandardErrorAndALineOfTheFile() throws IOException {
        context.getLogger("org.bytestill.run.Some").info("Nothing to worry about.");
        assertThat(log).as("there is no file before its first line").doesNotExist();
        context.getLogger("org.bytestill.run.Some").warn("The disk {} is full.", "/größer");
        context.getLogger("some.library.Class").warn("Odd.");
        assertThat(said.toString(UTF_8).lines()).hasSize(2).first().asString()
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Some: The disk /größer is full\\.");
        assertThat(Files.readAllLines(log)).hasSize(2).first().asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} WARN  \\[.+\\] org\\.bytestill\\.run\\.Some: The disk /größer is full\\.");
    }

    @Test
    void aStackTraceIsInTheFileAlone() throws IOException {
        context.getLogger("org.bytestill.ui.Window").error("It failed.", new IllegalStateException("why", new IOException("cause")));
        assertThat(said.toString(UTF_8).lines()).hasSize(1).first().asString().endsWith("ERROR Window: It failed.");
        assertThat(Files.readString(log))
                .contains("Window: It failed.\njava.lang.IllegalStateException: why\n\tat org.bytestill.util.LogSetupTest.")
                .contains("\nCaused by: java.io.IOException: cause\n").endsWith("common frames omitted\n");
    }

    /** What a command logs it has also said in a sentence of its own; what is wrong with a file is told by who reads it. */
    @Test
    void whatIsToldElsewhereIsNotToldTwice() throws IOException {
        context.getLogger("org.bytestill.cli.Bytestill").error("Internal error.");
        context.getLogger("org.apache.parquet.Reader").warn("Odd file.");
        assertThat(said.toString(UTF_8)).isEmpty();
        assertThat(Files.readAllLines(log)).hasSize(1).first().asString().contains("Internal error.");
    }
}
