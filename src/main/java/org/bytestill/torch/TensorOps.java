package org.bytestill.torch;

import java.nio.file.Path;

/** Small operations on single tensors, each one call into a shared script. */
public final class TensorOps {
    private static final String METHODS = """
              def to(self: __torch__.M, x: Tensor, dtype: int) -> Tensor:
                return torch.contiguous(torch.detach(torch.to(x, dtype)))
              def clone(self: __torch__.M, x: Tensor, dtype: int) -> Tensor:
                return torch.contiguous(torch.clone(torch.to(torch.detach(x), dtype)))
              def zeros_like(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.zeros_like(torch.detach(x), dtype=6)
              def zero(self: __torch__.M) -> Tensor:
                return torch.zeros([], dtype=6)
              def copy_into(self: __torch__.M, target: Tensor, source: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.copy_(target, source)
              def empty(self: __torch__.M, shape: List[int], dtype: int) -> Tensor:
                return torch.empty(shape, dtype=dtype, layout=None, device=None, pin_memory=None)
              def copy_into_part(self: __torch__.M, target: Tensor, start: int, source: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.copy_(torch.narrow(torch.view(target, [-1]), 0, start, torch.numel(source)), source)
              def rows(self: __torch__.M, x: Tensor, start: int, end: int) -> Tensor:
                return torch.contiguous(torch.detach(torch.slice(x, 0, start, end)))
              def from_file(self: __torch__.M, path: str, count: int, dtype: int) -> Tensor:
                return torch.from_file(path, False, count, dtype=dtype, layout=None, device=None, pin_memory=None)
              def part(self: __torch__.M, x: Tensor, start: int, count: int, shape: List[int]) -> Tensor:
                return torch.reshape(torch.narrow(x, 0, start, count), shape)
              def view_as(self: __torch__.M, x: Tensor, dtype: int, shape: List[int]) -> Tensor:
                return torch.reshape(torch.view_copy(x, dtype=dtype), shape)
              def require_gradient(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.requires_grad_(x, True)
              def to_device(self: __torch__.M, x: Tensor, device: str) -> Tensor:
                return torch.clone(torch.to(torch.detach(x), torch.device(device)))
            """;

    private TensorOps() {}

    private static final class Holder {
        static final Script SCRIPT = new Script(METHODS);
    }

    private static Script script() {
        return Holder.SCRIPT;
    }

    /** The tensor in another number format; the same memory if it has that format already. */
    public static Tensor to(Scope scope, Tensor tensor, Dtype dtype) {
        return script().callOne(scope, "to", tensor, dtype.code());
    }

    /** A copy in memory of its own, in the number format and on the scope's device. */
    public static Tensor copy(Scope scope, Tensor tensor, Dtype dtype) {
        return onDevice(scope, script().callOne(scope, "clone", tensor, dtype.code()));
    }

    /** The tensor on the scope's device; one that has to be moved is closed. */
    private static Tensor onDevice(Scope scope, Tensor tensor) {
        if (scope.device().isCpu()) {
            return tensor;
        }
        try (tensor) {
            return script().callOne(scope, "to_device", tensor, scope.device().toString());
        }
    }

    /** Float32 zeros in the shape of the tensor. */
    public static Tensor zerosLike(Scope scope, Tensor tensor) {
        return script().callOne(scope, "zeros_like", tensor);
    }

    /** A float32 scalar 0, on the scope's device: a fused optimizer reads its counters there. */
    public static Tensor zero(Scope scope) {
        return onDevice(scope, script().callOne(scope, "zero"));
    }

    /** Overwrites the target's elements, also of a tensor that requires gradients. */
    public static void copyInto(Tensor target, Tensor source) {
        try (Scope scope = Scope.open("copy", Device.CPU)) {
            script().call(scope, "copy_into", target, source);
        }
    }

    /** A tensor on the CPU whose elements are to be written yet. */
    public static Tensor empty(Scope scope, Dtype dtype, long... shape) {
        return script().callOne(scope, "empty", shape, dtype.code());
    }

    /** Overwrites elements of the target from number {@code start} on, counted in row-major order, with those of a flat source. */
    public static void copyIntoPart(Tensor target, long start, Tensor source) {
        try (Scope scope = Scope.open("copy", Device.CPU)) {
            script().call(scope, "copy_into_part", target, start, source);
        }
    }

    /** Rows {@code start} to before {@code end} of the first dimension, contiguous. */
    public static Tensor rows(Scope scope, Tensor tensor, long start, long end) {
        return script().callOne(scope, "rows", tensor, start, end);
    }

    /** Marks a tensor as one whose gradient is wanted. */
    public static void requireGradient(Tensor tensor) {
        try (Scope scope = Scope.open("require gradient", Device.CPU)) {
            script().call(scope, "require_gradient", tensor);
        }
    }

    /** A whole file as a flat tensor, mapped copy-on-write: reading it costs no memory of the process. */
    static Tensor mapFile(Scope scope, Path file, long count, Dtype dtype) {
        return script().callOne(scope, "from_file", file.toString(), count, dtype.code());
    }

    /** Elements of a flat tensor in a shape, the same memory. */
    static Tensor part(Scope scope, Tensor flat, long start, long count, long[] shape) {
        return script().callOne(scope, "part", flat, start, count, shape);
    }

    /** Bytes read as another number format; a copy. */
    static Tensor viewAs(Scope scope, Tensor bytes, Dtype dtype, long[] shape) {
        return script().callOne(scope, "view_as", bytes, dtype.code(), shape);
    }
}
