package org.bytestill.engine.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Asks the driver's own program how a GPU is: the only way that knows its temperature without a library more. */
final class NvidiaSmi {
    private static final List<String> COMMAND = List.of("nvidia-smi",
            "--query-gpu=utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw", "--format=csv,noheader,nounits");
    private static final int VALUES = 5;
    private static final double MIB = 1 << 20;
    private static final long MOST_SECONDS = 3;

    private boolean isMissing;

    /**
     * How a GPU is; what its driver does not know is NaN.
     *
     * @param use     how busy it is, 0 to 1
     * @param bytes   memory in use
     * @param total   all of its memory
     */
    record Gpu(double use, double bytes, double total, double celsius, double watts) {}

    /** Empty where there is no such program or no such GPU; it is not asked for again then. */
    Optional<Gpu> look(int index) {
        if (isMissing) {
            return Optional.empty();
        }
        Optional<Gpu> gpu = answer().flatMap(text -> of(text, index));
        isMissing = gpu.isEmpty();
        return gpu;
    }

    private static Optional<String> answer() {
        try {
            Process process = new ProcessBuilder(COMMAND).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            LoggerFactory.getLogger(NvidiaSmi.class).debug("nvidia-smi cannot be asked: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A line a GPU, such as {@code 96, 9318, 12288, 71, 218.43}; memory in MiB. */
    static Optional<Gpu> of(String text, int index) {
        List<String> gpus = text.lines().filter(line -> !line.isBlank()).toList();
        if (index >= gpus.size()) {
            return Optional.empty();
        }
        double[] values = Arrays.stream(gpus.get(index).split(",")).mapToDouble(NvidiaSmi::number).toArray();
        return values.length != VALUES || Double.isNaN(values[2]) ? Optional.empty()
                : Optional.of(new Gpu(values[0] / 100, values[1] * MIB, values[2] * MIB, values[3], values[4]));
    }

    /** What a GPU does not measure stands there in words, such as {@code [N/A]}. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
