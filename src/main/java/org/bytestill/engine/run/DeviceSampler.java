package org.bytestill.engine.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bytestill.engine.machine.Machines;
import org.bytestill.problem.UserError;
import org.bytestill.run.DeviceSample;
import org.bytestill.torch.Device;
import org.slf4j.LoggerFactory;

/** Looks at the machine every few seconds while a run is computed, on a thread of its own. */
final class DeviceSampler implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Path LINUX_PROCESS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "bytestill-device");
        made.setDaemon(true);
        return made;
    });
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final NvidiaSmi gpus = new NvidiaSmi();
    private final Device device;
    private long cpuNanos;
    private long atNanos;

    private DeviceSampler(Device device) {
        this.device = device;
    }

    /** @param taken is given every sample; a UserError of it is forgotten, since a run does not need them */
    static DeviceSampler start(Device device, Consumer<DeviceSample> taken) {
        DeviceSampler sampler = new DeviceSampler(device);
        sampler.look();
        sampler.thread.scheduleWithFixedDelay(() -> {
            try {
                taken.accept(sampler.look());
            } catch (UserError e) {
                LoggerFactory.getLogger(DeviceSampler.class).debug("A look at the machine is not kept: {}", e.getMessage());
            }
        }, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return sampler;
    }

    private DeviceSample look() {
        long now = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        double share = atNanos == 0 ? Double.NaN
                : (double) (cpu - cpuNanos) / (now - atNanos) / Runtime.getRuntime().availableProcessors();
        atNanos = now;
        cpuNanos = cpu;
        double machine = system.getCpuLoad();
        Optional<NvidiaSmi.Gpu> gpu = device.isCpu() ? Optional.empty() : gpus.look(device.index());
        return new DeviceSample(Instant.now(), share, machine < 0 ? Double.NaN : machine, processBytes(), Machines.freeMemory(),
                gpu.map(NvidiaSmi.Gpu::use).orElse(Double.NaN), gpu.map(NvidiaSmi.Gpu::bytes).orElse(Double.NaN),
                gpu.map(NvidiaSmi.Gpu::total).orElse(Double.NaN), gpu.map(NvidiaSmi.Gpu::celsius).orElse(Double.NaN),
                gpu.map(NvidiaSmi.Gpu::watts).orElse(Double.NaN));
    }

    /** Main memory that this process has; NaN where the system does not say. */
    private static double processBytes() {
        try {
            if (Files.exists(LINUX_PROCESS)) {
                for (String line : Files.readAllLines(LINUX_PROCESS)) {
                    if (line.startsWith("VmRSS:")) {
                        return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
                    }
                }
            }
            return Double.NaN;
        } catch (IOException | NumberFormatException e) {
            return Double.NaN; // not known this time
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
