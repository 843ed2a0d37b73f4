package org.bytestill.torch;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.LongByReference;
import java.util.Optional;

/**
 * Memory of a GPU as its driver says, in bytes, whoever uses it.
 *
 * @param free  not allocated by any process
 * @param total all of it
 */
public record GpuMemory(long free, long total) {
    /** That of a device; empty for the CPU, and where CUDA's runtime cannot be asked. */
    public static Optional<GpuMemory> of(Device device) {
        if (!device.kind().equals("cuda")) {
            return Optional.empty();
        }
        TorchThread.startEngine();
        try {
            // Loaded with libtorch, so it is found by its name wherever it lies.
            return asked(NativeLibrary.getInstance(library()), device.index());
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    private static String library() {
        return System.getProperty("os.name").startsWith("Windows") ? "cudart64_12" : "libcudart.so.12";
    }

    static Optional<GpuMemory> asked(NativeLibrary runtime, int device) {
        if (Native.SIZE_T_SIZE != Long.BYTES || runtime.getFunction("cudaSetDevice").invokeInt(new Object[] {device}) != 0) {
            return Optional.empty();
        }
        LongByReference free = new LongByReference();
        LongByReference total = new LongByReference();
        int failure = runtime.getFunction("cudaMemGetInfo").invokeInt(new Object[] {free, total});
        return failure == 0 ? Optional.of(new GpuMemory(free.getValue(), total.getValue())) : Optional.empty();
    }
}
