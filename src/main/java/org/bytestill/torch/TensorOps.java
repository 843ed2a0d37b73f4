package org.bytestill.torch;

import java.nio.file.Path;

/** Small operations on single tensors, each one call into a shared script. */
public final class TensorOps {
    private TensorOps() {}

    private static final class Holder {
        static final Script SCRIPT = new Script(ScriptTemplate.source("tensor_ops"));
    }

    private static ScriptCall method(String name) {
        return Holder.SCRIPT.method(name);
    }

    /** The tensor in another number format; the same memory if it has that format already. */
    public static Tensor to(Scope scope, Tensor tensor, Dtype dtype) {
        return method("to").with("x", tensor).with("dtype", dtype.code()).tensor(scope);
    }

    /** A copy in memory of its own, in the number format and on the scope's device. */
    public static Tensor copy(Scope scope, Tensor tensor, Dtype dtype) {
        return onDevice(scope, method("clone").with("x", tensor).with("dtype", dtype.code()).tensor(scope));
    }

    /** The tensor on the scope's device; one that has to be moved is closed. */
    private static Tensor onDevice(Scope scope, Tensor tensor) {
        if (scope.device().isCpu()) {
            return tensor;
        }
        try (tensor) {
            return method("to_device").with("x", tensor).with("device", scope.device().memory()).tensor(scope).on(scope.device());
        }
    }

    /** Float32 zeros in the shape of the tensor. */
    public static Tensor zerosLike(Scope scope, Tensor tensor) {
        return method("zeros_like").with("x", tensor).tensor(scope);
    }

    /** A float32 scalar 0, on the scope's device: a fused optimizer reads its counters there. */
    public static Tensor zero(Scope scope) {
        return onDevice(scope, method("zero").tensor(scope));
    }

    /** Overwrites the target's elements, also of a tensor that requires gradients. */
    public static void copyInto(Tensor target, Tensor source) {
        try (Scope scope = Scope.open("copy", Device.CPU)) {
            method("copy_into").with("target", target).with("source", source).tensor(scope);
        }
    }

    /** A tensor on the CPU whose elements are to be written yet. */
    public static Tensor empty(Scope scope, Dtype dtype, long... shape) {
        return method("empty").with("shape", shape).with("dtype", dtype.code()).tensor(scope);
    }

    /** Overwrites elements of the target from number {@code start} on, counted in row-major order, with those of a flat source. */
    public static void copyIntoPart(Tensor target, long start, Tensor source) {
        try (Scope scope = Scope.open("copy", Device.CPU)) {
            method("copy_into_part").with("target", target).with("start", start).with("source", source).tensor(scope);
        }
    }

    /** Rows {@code start} to before {@code end} of the first dimension, contiguous. */
    public static Tensor rows(Scope scope, Tensor tensor, long start, long end) {
        return method("rows").with("x", tensor).with("start", start).with("end", end).tensor(scope);
    }

    /** The largest absolute value of a tensor on the CPU, read where it lies; NaN if there is one. */
    public static double largest(Tensor tensor) {
        try (Scope scope = Scope.open("largest", Device.CPU)) {
            return method("largest").with("x", tensor).tensor(scope).toDouble();
        }
    }

    /** The largest absolute difference of two tensors of one shape on the CPU; NaN if there is one. */
    public static double largestDifference(Tensor a, Tensor b) {
        try (Scope scope = Scope.open("largest difference", Device.CPU)) {
            return method("largest_difference").with("x", a).with("y", b).tensor(scope).toDouble();
        }
    }

    /** Marks a tensor as one whose gradient is wanted. */
    public static void requireGradient(Tensor tensor) {
        try (Scope scope = Scope.open("require gradient", Device.CPU)) {
            method("require_gradient").with("x", tensor).tensor(scope);
        }
    }

    /** A whole file as a flat tensor, mapped copy-on-write: reading it costs no memory of the process. */
    static Tensor mapFile(Scope scope, Path file, long count, Dtype dtype) {
        return method("from_file").with("path", file.toString()).with("count", count).with("dtype", dtype.code()).tensor(scope);
    }

    /** Elements of a flat tensor in a shape, the same memory. */
    static Tensor part(Scope scope, Tensor flat, long start, long count, long[] shape) {
        return method("part").with("x", flat).with("start", start).with("count", count).with("shape", shape).tensor(scope);
    }

    /** Bytes read as another number format; a copy. */
    static Tensor viewAs(Scope scope, Tensor bytes, Dtype dtype, long[] shape) {
        return method("view_as").with("x", bytes).with("dtype", dtype.code()).with("shape", shape).tensor(scope);
    }
}
