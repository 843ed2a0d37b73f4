package org.bytestill.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.config.RunConfig;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/** Writes one export in a process of its own and prints, as JSON, its seconds and the process's peak memory. Without the proof. */
public final class ExportProcess {
    private ExportProcess() {}

    public static void main(String[] arguments) throws Exception {
        TorchThread.prepare(1);
        ExportFormat format = ExportFormats.named(arguments[1]);
        ExportSource source = new ExportSource(Path.of(arguments[0]), 10, RunConfig.defaults());
        Path place = Path.of(arguments[3]);
        if (format.fileEnding().isEmpty()) {
            Files.createDirectories(place);
        }
        long started = System.nanoTime();
        format.write(source, place, WeightType.named(arguments[2]), Progress.NONE);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.println(String.format(Locale.ROOT, "{\"seconds\": %f, \"peak_bytes\": %d}", seconds, peakBytes()));
        System.exit(0);
    }

    private static long peakBytes() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).findFirst().orElse(0);
    }
}
