package org.bytestill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.bytestill.model.Decoder;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;

/**
 * A process that opens a model and prints the seconds as one line of JSON: {@code MODEL}. Of the tokenizer, from nothing to the first
 * tokens of a text, and of the weights, with libtorch loaded before. {@link OpeningBench} starts it.
 */
public final class OpeningProcess {
    private static final byte[] TEXT = "Opening is fast.".getBytes(StandardCharsets.UTF_8);

    private OpeningProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]);
        long started = System.nanoTime();
        double cpu = BenchProcess.cpuSeconds();
        try (Tokenizer tokenizer = Tokenizer.open(model)) {
            tokenizer.encode(TEXT);
        }
        double tokenizerSeconds = seconds(started);
        double tokenizerCpu = BenchProcess.cpuSeconds() - cpu;
        long loading = System.nanoTime();
        TorchThread.prepare(0);
        double libtorchSeconds = seconds(loading);
        long reading = System.nanoTime();
        Decoder.open(model, Dtype.FLOAT32, Device.CPU).close();
        BenchProcess.print(Map.of("tokenizer", tokenizerSeconds, "tokenizer_cpu", tokenizerCpu, "libtorch", libtorchSeconds, "weights",
                seconds(reading)));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
