package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentScoresTest {
    private static final List<DocumentScore> TWO = List.of(new DocumentScore(512, 300.25, 500, 480, 99.5, 400),
            new DocumentScore(17, 8, 17, 16, 0.125, 12));

    @TempDir
    private Path folder;
    private DocumentScores scores;

    @BeforeEach
    void keepTwo() {
        scores = new DocumentScores(new RunFolder(folder));
        scores.write(6, TWO);
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        assertThat(scores.read(6)).isEqualTo(TWO);
        assertThat(scores.last()).hasValue(6);
    }

    @Test
    void bytesThatAreNoTextAreTheDamageOfTheirLine() throws IOException {
        Path file = folder.resolve("validation/update-6.csv");
        byte[] content = Files.readAllBytes(file);
        content[content.length - 3] = (byte) 0xC3;
        Files.write(file, content);
        assertThatThrownBy(() -> scores.read(6)).isInstanceOfSatisfying(UserError.class,
                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE)).hasMessageContaining("line 3")
                .hasMessageContaining("document 1");
    }
}
