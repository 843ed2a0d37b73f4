package org.bytestill.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.model.GgufModel;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SmolLM2 in float32 written as GGUF, against the time of copying its file; both synced. {@code mvn test -Pbench
 * -Dtest=GgufExportBench}, after fetch-real-weights.sh.
 */
@Tag("bench")
class GgufExportBench {
    private static final Path MODEL = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void typesAgainstCopying() throws IOException {
        assumeTrue(Files.exists(MODEL), "The weights are not there: src/test/reference/fetch-real-weights.sh brings them.");
        TorchThread.prepare(2);
        Path exact = folder.resolve("f32.gguf");
        write(MODEL, GgufFileType.F32, exact);
        double copied = seconds(() -> copy(exact, folder.resolve("copy.gguf")));
        System.out.printf("copying %,d MB: %.2f s%n", Files.size(exact) / 1_000_000, copied);
        for (GgufFileType type : GgufFileType.values()) {
            double opened = seconds(() -> GgufModel.of(exact, type));
            double all = seconds(() -> write(exact, type, folder.resolve("out.gguf")));
            System.out.printf("%s: %.2f s, %.1f x copying; of it %.2f s for the tokenizer%n", type, all, all / copied, opened);
        }
    }

    /** The fastest of some rounds: others use the machine too. */
    private static double seconds(Work work) throws IOException {
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
        }
        return fastest;
    }

    private static void write(Path model, GgufFileType type, Path file) throws IOException {
        GgufWriter writer = new GgufWriter();
        GgufModel.of(model, type).addTo(writer, "bench");
        writer.write(file, Progress.NONE);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
