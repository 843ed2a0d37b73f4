package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    @TempDir
    private Path folder;

    private Path grid(String... lines) throws IOException {
        Commands.smallRun(folder);
        return Files.writeString(folder.resolve("grid.yaml"), String.join("\n", lines) + "\n");
    }

    private Path small() throws IOException {
        return grid("name: Small", "run: run.yaml", "set: {training.updates: 8, training.step1_updates: 0, checkpoint.every_updates: 2}",
                "seeds: [1, 2]", "cells:", "  sft: {objective: sft}", "  covering: {objective: covering}");
    }

    @Test
    void theReportHoldsEverythingThatIsNeededToRepeatIt() throws IOException {
        Path out = folder.resolve("out");
        Commands.Result result = Commands.run("sweep", small(), "--out", out, "--report", folder.resolve("report")).ok();
        List<String> lines = result.out().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("equal updates").contains("than sft");
        assertThat(lines.get(3)).matches("covering +2 +8 .* ± .*(better|worse|cannot tell).*");
        String page = Files.readString(folder.resolve("report/report.html"));
        assertThat(page).contains("<svg", "SHA-256 ", "Seeds</td><td style=\"text-align:left\">[1, 2]", "libtorch", "batch_documents: 2",
                "covering: {objective=covering}").doesNotContain("src=", "href=", "<script");
        assertThat(Files.readString(folder.resolve("report/runs.csv")).lines()).hasSize(7);
        assertThat(Files.readString(folder.resolve("report/verdicts.csv")).lines()).hasSize(1 + 3 * 3).element(8).asString()
                .startsWith("updates,covering,sft,kl_bits,2,");
        assertThat(Files.readString(folder.resolve("report/tables.md"))).contains("| `covering` | 2 | 8 |");
        assertThat(Files.readString(folder.resolve("report/chart.svg"))).startsWith("<svg").doesNotContain("NaN");

        Commands.Result shown = Commands.run("sweep", small(), "--out", out, "--show", "--json").ok();
        assertThat(shown.objects()).extracting(node -> node.path("kind").asText()).contains("sweepRow", "sweepPair");
        JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.path("cells").path("covering").path("objective").asText()).isEqualTo("covering");
        assertThat(report.path("runs")).hasSize(6);
    }

    /** Killed in the middle of the second run, the same command goes on there; the first is left as it is, and all weights are equal. */
    @Test
    void aSweepThatIsKilledGoesOnWhereItWas() throws Exception {
        Path yaml = small();
        Path whole = folder.resolve("whole");
        Commands.run("sweep", yaml, "--out", whole, "--seeds", "1").ok();
        Path out = folder.resolve("killed");
        Process process = Commands.start(folder, "sweep", yaml.toString(), "--out", out.toString(), "--seeds", "1");
        await().atMost(Duration.ofMinutes(3)).until(() -> Files.isDirectory(out.resolve("runs/covering-seed-1/checkpoints/step-2"))
                || !process.isAlive());
        process.destroyForcibly().waitFor();
        byte[] first = Files.readAllBytes(out.resolve("runs/sft-seed-1/run.json"));
        Commands.run("sweep", yaml, "--out", out, "--seeds", "1").ok();
        assertThat(Files.readAllBytes(out.resolve("runs/sft-seed-1/run.json"))).isEqualTo(first);
        assertThat(Killed.hashes(out.resolve("runs"), Set.of())).isEqualTo(new TreeMap<>(Killed.hashes(whole.resolve("runs"), Set.of())));
        assertThat(Files.readString(out.resolve("verdicts.csv"))).isEqualTo(Files.readString(whole.resolve("verdicts.csv")));
    }

    @Test
    void mistakesAreToldBeforeAnythingIsComputed() throws IOException {
        Commands.Result result = Commands.run("sweep", grid("run: run.yaml", "cells: {a: {objektiv: sft}}"), "--out",
                folder.resolve("out"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains("grid.yaml, line 2").contains("objective");
        Commands.Result nothing = Commands.run("sweep", small(), "--out", folder.resolve("out"), "--show");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(nothing.err()).contains("holds no finished run");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
