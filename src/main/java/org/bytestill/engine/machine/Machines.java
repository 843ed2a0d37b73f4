package org.bytestill.engine.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.GpuMemory;
import org.bytestill.torch.LibtorchChoice;
import org.bytestill.torch.LibtorchPreference;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Texts;

/** Hardware detection for this process. */
public final class Machines {
    private static final Path LINUX_MEMORY = Path.of("/proc/meminfo");
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

    private static final Texts TEXTS = Texts.of("machine");
    private static final double GIB = 1L << 30;

    private Machines() {}

    /** Describes the machine. Loads libtorch on the first call, which takes about a second; if that fails, the reason is a note. */
    public static Machine look() {
        List<String> notes = new ArrayList<>();
        int cores = Runtime.getRuntime().availableProcessors();
        String cpu = TEXTS.get("cpu", cores);
        String device = cpu;
        String libtorch = "none";
        try {
            libtorch = TorchThread.libtorchVersion();
            int gpus = Device.gpuCount();
            device = gpus == 0 ? cpu : TEXTS.get("gpus", gpus, cpu);
            notes.addAll(LibtorchChoice.advice(gpus));
            for (int gpu = 0; gpu < gpus; gpu++) {
                Device each = new Device("cuda", gpu);
                GpuMemory.of(each)
                        .ifPresent(memory -> notes.add(TEXTS.get("gpu.memory", each, gib(memory.total()), gib(memory.free()))));
            }
        } catch (UserError e) {
            notes.add(e.getMessage());
        }
        bfloat16().ifPresent(notes::add);
        if (Runtime.getRuntime().maxMemory() < 1L << 30) {
            notes.add(TEXTS.get("java.memory"));
        }
        return new Machine(device, totalMemory(), freeMemory(), libtorch, List.copyOf(notes));
    }

    /**
     * Chooses which libtorch later processes load.
     *
     * @param choice {@code auto}, {@code built-in}, or the folder of a PyTorch with CUDA
     * @throws UserError if it does not fit
     */
    public static void preferLibtorch(String choice) {
        new LibtorchPreference(choice).keep();
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / GIB);
    }

    /** Whether mixed precision is fast on this processor; empty if the processor's features cannot be read. */
    private static Optional<String> bfloat16() {
        try {
            Optional<String> flags = !Files.exists(LINUX_PROCESSORS) ? Optional.empty()
                    : Files.readAllLines(LINUX_PROCESSORS).stream().filter(line -> line.startsWith("flags")).findFirst();
            return flags.map(words -> words.contains("amx_bf16") || words.contains("avx512_bf16")
                    ? TEXTS.get("bfloat16", words.contains("amx_bf16") ? "AMX" : "AVX-512")
                    : TEXTS.get("bfloat16.none"));
        } catch (IOException e) {
            return Optional.empty(); // no such file on this system: nothing is said of it
        }
    }

    /** Main memory of the machine, in bytes. */
    public static long totalMemory() {
        return system().getTotalMemorySize();
    }

    /** Available memory: main memory that a process may take without swapping, in bytes. */
    public static long freeMemory() {
        // Java's own figure counts the disk cache as used.
        try {
            for (String line : Files.exists(LINUX_MEMORY) ? Files.readAllLines(LINUX_MEMORY) : List.<String>of()) {
                if (line.startsWith("MemAvailable:")) {
                    return Math.min(totalMemory(), Long.parseLong(line.replaceAll("\\D", "")) * 1024);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Fall back to Java's figure.
        }
        return system().getFreeMemorySize();
    }

    /** Free memory of a device in bytes: of a GPU what its driver says; where that cannot be asked, of the machine. */
    public static long freeMemory(Device device) {
        return GpuMemory.of(device).map(GpuMemory::free).orElseGet(Machines::freeMemory);
    }

    /** What tells this device from those of other machines: the processor's model with its threads, or the GPU's number and memory. */
    public static String name(Device device, int threads) {
        return device.isCpu() ? processor() + ", " + threads + (threads == 1 ? " thread" : " threads")
                : device + GpuMemory.of(device).map(memory -> String.format(Locale.ROOT, ", %.0f GiB", memory.total() / GIB)).orElse("");
    }

    private static String processor() {
        try {
            return !Files.exists(LINUX_PROCESSORS) ? System.getProperty("os.arch")
                    : Files.readAllLines(LINUX_PROCESSORS).stream().filter(line -> line.startsWith("model name")).findFirst()
                            .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
