package org.bytestill.torch;

import ai.djl.engine.Engine;
import java.util.Locale;
import org.bytestill.problem.UserError;

/**
 * The device that tensors are on: the CPU or a CUDA device.
 *
 * @param kind  {@code cpu} or {@code cuda}; in tests {@code apart}
 * @param index which of several, 0 on the CPU
 */
public record Device(String kind, int index) {
    public static final Device CPU = new Device("cpu", 0);
    /**
     * A GPU of tests: its tensors lie in main memory, but a script refuses to take some of them together with the CPU's, as CUDA would. A
     * run on it gives the CPU's numbers and finds every input that was not brought to the device.
     */
    public static final Device APART = new Device("apart", 0);
    /** Lets a test name that device. */
    static final String APART_PROPERTY = "bytestill.apart";

    /**
     * The device a person named: {@code cpu}, {@code cuda}, {@code cuda:1}, or {@code auto} for the first GPU and else the CPU.
     */
    public static Device named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).strip();
        if (wanted.equals("cpu")) {
            return CPU;
        }
        if (wanted.equals(APART.kind) && Boolean.getBoolean(APART_PROPERTY)) {
            return APART;
        }
        int gpus = gpuCount();
        if (wanted.equals("auto")) {
            return gpus > 0 ? new Device("cuda", 0) : CPU;
        }
        if (!wanted.matches("cuda(:\\d+)?")) {
            throw UserError.badInput("Device \"%s\" is not known; choose auto, cpu, cuda or cuda:N.", name);
        }
        int index = wanted.contains(":") ? Integer.parseInt(wanted.substring(5)) : 0;
        if (index >= gpus) {
            throw UserError
                    .badInput("Device \"%s\" was asked for, but libtorch finds %d GPUs. Choose auto or cpu, or name a libtorch with CUDA"
                            + " (`bytestill doctor` says how).", name, gpus);
        }
        return new Device("cuda", index);
    }

    /** GPUs that the loaded libtorch can use. */
    public static int gpuCount() {
        TorchThread.startEngine();
        return Engine.getEngine("PyTorch").getGpuCount();
    }

    public boolean isCpu() {
        return kind.equals("cpu");
    }

    private boolean isApart() {
        return kind.equals(APART.kind);
    }

    /** What PyTorch calls it. */
    String memory() {
        return isApart() ? CPU.kind : toString();
    }

    ai.djl.Device djl() {
        return isCpu() || isApart() ? ai.djl.Device.cpu() : ai.djl.Device.gpu(index);
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : kind + ":" + index;
    }
}
