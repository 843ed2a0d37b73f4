package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    private Path folder;

    private Path text() throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "The license may be held by no one.\nIt may not be lent.\n");
    }

    @Test
    void anAuditIsATableThatEndsWithTheAnswer() throws IOException {
        Path csv = folder.resolve("audit.csv");
        Commands.Result result = Commands
                .run("audit", "--teacher", Commands.TEACHER, "--text", text(), "--width", "3", "--threshold", "0.1,0.01",
                        "--reference-width", "12", "--reference-threshold", "0.001", "--csv", csv)
                .ok();
        assertThat(result.out()).contains("beam K 12, eps 0.001", "beam K 3, eps 0.1", "cover", "eot", "What does the conversion lose?",
                "seed 42");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).as("head, reference, two thresholds, cover and eot at two coverages").hasSize(2 + 4 * 2);
        assertThat(lines.get(0).split(",")).hasSameSizeAs(lines.get(1).split(","));
    }

    @Test
    void theReferenceLosesNothingAndAWiderBeamLosesLess() throws IOException {
        List<JsonNode> lines = Commands
                .run("audit", "--teacher", Commands.TEACHER, "--text", text(), "--method", "beam", "--width", "1,8", "--threshold",
                        "0.2", "--coverage", "1", "--reference-width", "16", "--reference-threshold", "0.001", "--json")
                .ok().objects();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("kind").asText()).isEqualTo("auditReference");
        assertThat(lines.get(0).path("meanJsdBits").asDouble()).isZero();
        double narrow = lines.get(1).path("meanJsdBits").asDouble();
        double wide = lines.get(2).path("meanJsdBits").asDouble();
        assertThat(wide).isLessThan(narrow);
        for (JsonNode line : lines) {
            assertThat(line.path("meanJsdLow").asDouble()).isLessThanOrEqualTo(line.path("meanJsdHigh").asDouble());
            assertThat(line.path("bytes").asInt()).isEqualTo(55);
            assertThat(line.path("rowsPerByte").asDouble()).isPositive();
        }
    }

    @Test
    void endsOfTokensAreAnOutcomeThatCountsAlsoFromTheDisk() throws IOException {
        List<JsonNode> lines = Commands.run("audit", "--teacher", Commands.TEACHER, "--text", text(), "--method", "eot", "--coverage",
                "1,0.999", "--reference-width", "12", "--reference-threshold", "0.001", "--json").ok().objects();
        assertThat(lines).hasSize(3);
        JsonNode memory = lines.get(1);
        JsonNode disk = lines.get(2);
        assertThat(memory.path("method").asText()).isEqualTo("eot");
        assertThat(memory.path("endedMass").asDouble()).isBetween(0.001, 1.0);
        assertThat(memory.path("endedShare").asDouble()).isBetween(0.01, 1.0);
        assertThat(memory.path("rowsPerByte").asDouble()).as("one evaluation a token").isLessThan(1);
        assertThat(disk.path("endedMass").asDouble()).isCloseTo(memory.path("endedMass").asDouble(), within(1e-6));
        assertThat(disk.path("meanJsdBits").asDouble()).isCloseTo(memory.path("meanJsdBits").asDouble(), within(1e-3));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertThat(Commands.run("audit", "--text", text()).err()).contains("--teacher");
        assertThat(Commands.run("audit", "--teacher", Commands.TEACHER, "--text", text(), "--coverage", "1.5").err()).contains("1.5");
        assertThat(Commands.run("audit", "--teacher", Commands.TEACHER, "--text", text(), "--width", "0").err()).contains("at least 1");
        Commands.Result none = Commands.run("audit", "--teacher", folder.resolve("nothing"), "--text", text());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("nothing");
    }
}
