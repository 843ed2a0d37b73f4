package org.bytestill.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.ChildJava;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Writing an export, without its proof, beside copying its largest file, both to the disk (fsync); and the peak memory of the process that
 * writes. {@code mvn test -Pbench -Dtest=ExportBench}. Goals: a folder at most 2 times the copy, GGUF Q8_0 at most 5, Q4_K_M at most 20; memory
 * under 1.5 times the largest weight and 500 MB. {@code -Dbench.model} takes another model than that of target/real, {@code -Dbench.formats}
 * other formats.
 */
@Tag("bench")
class ExportBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "target/real/SmolLM2-135M-Instruct.Q4_1.gguf"));

    @TempDir
    Path folder;

    @Test
    void writingBesideCopying() throws Exception {
        assumeTrue(Files.exists(MODEL), MODEL + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        Path whole = folder.resolve("whole");
        export(MODEL, "hf", "float32", whole);
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-14s %8s %8s %6s %8s%n", "", "copy s", "write s", "ratio", "peak MB"));
        List<String> formats = List.of(System.getProperty("bench.formats", "hf:float32,hf:bfloat16,hf:float16").split(","));
        for (String each : formats) {
            String[] parts = each.split(":");
            double copy = Double.MAX_VALUE;
            double write = Double.MAX_VALUE;
            long peak = 0;
            for (int attempt = 0; attempt < 3; attempt++) {
                copy = Math.min(copy, copySeconds(whole.resolve("model.safetensors")));
                Path place = folder.resolve("export." + parts[0]);
                JsonNode measured = export(whole, parts[0], parts[1], place);
                write = Math.min(write, measured.path("seconds").asDouble());
                peak = Math.max(peak, measured.path("peak_bytes").asLong());
                AtomicFile.deleteFolder(place);
            }
            table.append(String.format(Locale.ROOT, "%-14s %8.2f %8.2f %6.2f %8d%n", each, copy, write, write / copy, peak / 1_000_000));
        }
        LoggerFactory.getLogger(ExportBench.class).warn("\n{}", table);
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

    private static JsonNode export(Path model, String format, String type, Path place) throws IOException, InterruptedException {
        Process process = ChildJava.of(List.of("-Xmx512m", "-XX:+UseSerialGC"), ExportProcess.class, model.toString(), format, type,
                place.toString()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return JsonFile.MAPPER.readTree(output.substring(output.lastIndexOf('\n') + 1));
    }
}
