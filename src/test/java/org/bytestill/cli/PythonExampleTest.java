package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.CacheFingerprint;
import org.bytestill.torch.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of Python in the help of {@code convert}, on rows that it wrote. They are run where a Python with numpy and safetensors is
 * found ({@code -Dexample.python=} names one); what they name is looked up in the files everywhere.
 */
class PythonExampleTest {
    private static final Path PYTHON = Path.of(System.getProperty("example.python", "python3"));
    private static final Pattern TENSOR = Pattern.compile("t\\['(\\w+)']");
    private static final Pattern PRINTED = Pattern.compile("(\\d+): ([0-9.e-]+)");

    @TempDir
    private Path folder;
    private List<String> example;

    @BeforeEach
    void convertAndReadTheHelp() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The license may be held by no one.\nIt may not be lent.\n");
        Commands.run("convert", "--teacher", Commands.TEACHER, "--text", text, "--method", "cover", "--document-bytes", "30", "--out",
                folder.resolve("rows")).ok();
        example = Commands.run("convert", "--help").ok().out().lines().dropWhile(line -> !line.startsWith("  import json"))
                .map(line -> line.substring(2)).toList();
    }

    private Path shard() throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("rows/manifest.json")));
        assertThat(manifest.path("shards")).hasSize(1);
        return folder.resolve("rows").resolve(manifest.path("shards").get(0).path("file").asText());
    }

    @Test
    void theExampleHasTenLinesAndNamesWhatIsInTheFiles() throws IOException {
        assertThat(example).hasSizeLessThanOrEqualTo(10);
        Safetensors file = Safetensors.open(shard());
        List<String> named = TENSOR.matcher(String.join("\n", example)).results().map(match -> match.group(1)).distinct().toList();
        assertThat(named).containsExactlyInAnyOrder("rest", "entries", "log_probability", "end_of_sequence", "byte");
        assertThat(file.entries().keySet()).containsAll(named);
        long rows = file.entry("rest").elementCount();
        assertThat(rows).as("a row a byte of text").isEqualTo(Files.size(folder.resolve("text.txt")));
        assertThat(file.entry("entries").elementCount()).as("the first entry of each row, and the end").isEqualTo(rows + 1);
        assertThat(file.entry("byte").elementCount()).isEqualTo(file.entry("log_probability").elementCount());
    }

    @Test
    void runByPythonItPrintsTheProbabilitiesThatTrainingReads() throws Exception {
        assumeTrue(run("-c", "import numpy, safetensors.numpy") == 0, PYTHON + " has no numpy and safetensors");
        Path script = Files.write(folder.resolve("example.py"), example);
        assertThat(run(script.toString())).as(Files.readString(folder.resolve("messages"))).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("printed"));
        assertThat(lines).hasSize((int) Files.size(folder.resolve("text.txt")));

        long[] starts = Safetensors.open(shard()).longs("documents");
        ByteCache cache = cache(starts);
        float[] probabilities = new float[ByteDistribution.OUTCOMES];
        for (int document = 0; document + 1 < starts.length; document++) {
            for (int row = (int) starts[document]; row < starts[document + 1]; row++) {
                String line = lines.get(row);
                assertThat(line).startsWith(row + " {");
                cache.read(document, row - (int) starts[document], probabilities, 0);
                Matcher printed = PRINTED.matcher(line);
                double sum = 0;
                while (printed.find()) {
                    double probability = Double.parseDouble(printed.group(2));
                    assertThat(probability).as("printed with four places").isCloseTo(probabilities[Integer.parseInt(printed.group(1))],
                            within(1e-4));
                    sum += probability;
                }
                assertThat(sum).as("the kept bytes of row %d", row).isGreaterThan(0.9);
            }
        }
    }

    /** The folder as training opens it. */
    private ByteCache cache(long[] starts) throws IOException {
        JsonNode made = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("rows/manifest.json"))).path("fingerprint");
        int[] lengths = new int[starts.length - 1];
        for (int document = 0; document < lengths.length; document++) {
            lengths[document] = (int) (starts[document + 1] - starts[document]);
        }
        return ByteCache.open(folder.resolve("rows"),
                new CacheFingerprint(made.path("teacher").asText(), made.path("teacher precision").asText(),
                        made.path("tokenizer").asText(), made.path("text").asText(), ConverterSettings.cover(),
                        made.path("coverage").asDouble()),
                lengths);
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(folder.resolve("messages").toFile())
                    .redirectOutput(folder.resolve("printed").toFile()).start();
        } catch (IOException e) {
            return -1; // there is no such program
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(Files.readString(folder.resolve("messages"))).isTrue();
        return process.exitValue();
    }
}
