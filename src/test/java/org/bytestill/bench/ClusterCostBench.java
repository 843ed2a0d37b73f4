package org.bytestill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.plan.ClusterCost;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What 8 and 64 executors would take for a corpus, simulated from the times that documents of the sample text take here, each alone on one
 * thread; {@code -Dbench.model} names another teacher. The corpus repeats the measured documents in another order.
 */
@Tag("bench")
class ClusterCostBench {
    private static final Path MODEL = Path.of(System.getProperty("bench.model", "sample-data/teacher"));
    private static final int DOCUMENTS = 64;
    private static final int DOCUMENT_BYTES = 1024;
    private static final int SHARD_BYTES = 32 << 10;
    private static final double START_SECONDS = 20;

    @Test
    void hoursOfEightAndSixtyFourExecutors() throws Exception {
        TorchThread.prepare(1);
        byte[] text = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        double[] seconds = new double[DOCUMENTS];
        try (LoadedModel model = new LoadedModel(MODEL, Dtype.FLOAT32, Device.CPU)) {
            ByteReader reader = model.reader(ConverterSettings.beam(10, 0.01));
            for (int i = -2; i < DOCUMENTS; i++) { // two to warm up
                byte[] document = Arrays.copyOfRange(text, DOCUMENT_BYTES * (i + 2), DOCUMENT_BYTES * (i + 3));
                long started = System.nanoTime();
                reader.read(List.of(document), Progress.NONE);
                seconds[Math.max(0, i)] = (System.nanoTime() - started) / 1e9;
            }
        }
        double mean = Arrays.stream(seconds).average().orElseThrow();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT,
                "%n%s: %.0f bytes/s on one thread; a document takes %.2f s, the dearest %.2f s%n%-12s %10s %10s %10s %10s%n", MODEL,
                DOCUMENT_BYTES / mean, mean, Arrays.stream(seconds).max().orElseThrow(), "corpus", "executors", "seconds", "busy",
                "speed-up"));
        for (int megabytes : new int[] {1, 10, 100}) {
            double[] shards = shards(seconds, megabytes);
            for (int executors : new int[] {1, 8, 64}) {
                ClusterCost cost = ClusterCost.of(shards, executors, START_SECONDS);
                table.append(String.format(Locale.ROOT, "%-12s %10d %10.0f %9.0f%% %10.1f%n", megabytes + " MB", executors, cost.seconds(),
                        100 * cost.busy(), cost.speedUp()));
            }
        }
        LoggerFactory.getLogger(ClusterCostBench.class).warn("{}", table);
    }

    private static double[] shards(double[] measured, int megabytes) {
        double[] seconds = new double[megabytes * 1_000_000 / DOCUMENT_BYTES];
        int[] bytes = new int[seconds.length];
        Arrays.fill(bytes, DOCUMENT_BYTES);
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = measured[(int) (i * 2654435761L % measured.length)];
        }
        return ClusterCost.shards(seconds, bytes, SHARD_BYTES);
    }
}
