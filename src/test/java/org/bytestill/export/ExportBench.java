package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufTensor;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.ChildJava;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Writing an export, without its proof, beside copying the weights in float32, both to the disk (fsync); and the peak memory of the process
 * that writes, started as the launcher starts a command. {@code mvn test -Pbench -Dtest=ExportBench}. Goals: a folder at most 2 times the copy,
 * GGUF Q8_0 at most 5, Q4_K_M at most 20; memory under 1.5 times the largest weight, as it is written, and 500 MB. {@code -Dbench.model} takes
 * another model than that of target/real, {@code -Dbench.formats} other formats, {@code -Dbench.attempts} another number of attempts.
 */
@Tag("bench")
class ExportBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));
    private static final String FORMATS = "hf:float32,hf:bfloat16,hf:float16,gguf:float16,gguf:q8_0,gguf:q4_k_m,ollama:q4_k_m,lmstudio:q4_k_m";

    @TempDir
    Path folder;

    private record Measured(double seconds, long peakBytes) {}

    @Test
    void writingBesideCopying() throws Exception {
        assumeTrue(Files.exists(MODEL), MODEL + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        Path whole = folder.resolve("whole");
        export(MODEL, "hf", "float32", whole);
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-16s %8s %8s %6s %9s %9s %8s%n", "", "copy s", "write s",
                "ratio", "peak MB", "of GGUF", "bound"));
        List<String> tooLarge = new ArrayList<>();
        for (String each : System.getProperty("bench.formats", FORMATS).split(",")) {
            String format = each.split(":")[0];
            String type = each.split(":")[1];
            double copy = Double.MAX_VALUE;
            Measured best = new Measured(Double.MAX_VALUE, 0);
            for (int attempt = 0; attempt < Integer.getInteger("bench.attempts", 3); attempt++) {
                copy = Math.min(copy, copySeconds(whole.resolve("model.safetensors")));
                Measured measured = export(whole, format, type, folder.resolve("export." + format));
                best = new Measured(Math.min(best.seconds(), measured.seconds()), Math.max(best.peakBytes(), measured.peakBytes()));
            }
            long peakOfGguf = export(MODEL, format, type, folder.resolve("export." + format)).peakBytes();
            long bound = largestBytes(folder.resolve("export." + format)) * 3 / 2 + 500_000_000;
            table.append(String.format(Locale.ROOT, "%-16s %8.2f %8.2f %6.2f %9d %9d %8d%n", each, copy, best.seconds(),
                    best.seconds() / copy, best.peakBytes() / 1_000_000, peakOfGguf / 1_000_000, bound / 1_000_000));
            if (Math.max(best.peakBytes(), peakOfGguf) >= bound) {
                tooLarge.add(each);
            }
        }
        LoggerFactory.getLogger(ExportBench.class).warn("\n{}", table);
        assertThat(tooLarge).as("formats whose peak is beyond the bound").isEmpty();
    }

    /** Of the weights of an export the largest, as it is written: of a mixture of types, each has its own. */
    private static long largestBytes(Path export) throws IOException {
        try (Stream<Path> files = Files.walk(export)) {
            return files.filter(Files::isRegularFile).flatMapToLong(file -> switch (file.toString().replaceFirst(".*\\.", "")) {
                case "gguf" -> GgufFile.open(file).tensors().values().stream().mapToLong(GgufTensor::bytes);
                case "safetensors" -> Safetensors.open(file).entries().values().stream().mapToLong(Safetensors.Entry::bytes);
                default -> LongStream.empty();
            }).max().orElseThrow();
        }
    }

    private double copySeconds(Path file) throws IOException {
        Path copy = folder.resolve("copy");
        long started = System.nanoTime();
        try (OutputStream out = Files.newOutputStream(copy)) {
            Files.copy(file, out);
        }
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Files.delete(copy);
        return seconds;
    }

    private static Measured export(Path model, String format, String type, Path place) throws IOException, InterruptedException {
        AtomicFile.deleteFolder(place);
        ProcessBuilder builder = ChildJava.of(List.of("-XX:+UseSerialGC", "-Xms32m"), ExportProcess.class, model.toString(), format, type,
                place.toString());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        JsonNode measured = JsonFile.MAPPER.readTree(output.substring(output.lastIndexOf('\n') + 1));
        return new Measured(measured.path("seconds").asDouble(), measured.path("peak_bytes").asLong());
    }
}
