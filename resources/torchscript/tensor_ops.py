# Small operations on single tensors. dtype: libtorch's number of a number format, 6 for float32.


def to(self, x: Tensor, dtype: int) -> Tensor:
    return torch.contiguous(torch.detach(torch.to(x, dtype)))


def clone(self, x: Tensor, dtype: int) -> Tensor:
    return torch.contiguous(torch.clone(torch.to(torch.detach(x), dtype)))


def zeros_like(self, x: Tensor) -> Tensor:
    return torch.zeros_like(torch.detach(x), dtype=6)


def zero(self) -> Tensor:
    return torch.zeros([], dtype=6)


def copy_into(self, target: Tensor, source: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    return torch.copy_(target, source)


def empty(self, shape: List[int], dtype: int) -> Tensor:
    return torch.empty(shape, dtype=dtype, layout=None, device=None, pin_memory=None)


# source is flat; start counts the target's elements in row-major order.
def copy_into_part(self, target: Tensor, start: int, source: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    return torch.copy_(torch.narrow(torch.view(target, [-1]), 0, start, source.numel()), source)


def rows(self, x: Tensor, start: int, end: int) -> Tensor:
    return torch.contiguous(torch.detach(torch.slice(x, 0, start, end)))


def from_file(self, path: str, count: int, dtype: int) -> Tensor:
    return torch.from_file(path, False, count, dtype=dtype, layout=None, device=None, pin_memory=None)


# x is flat.
def part(self, x: Tensor, start: int, count: int, shape: List[int]) -> Tensor:
    return torch.reshape(torch.narrow(x, 0, start, count), shape)


# x: bytes.
def view_as(self, x: Tensor, dtype: int, shape: List[int]) -> Tensor:
    return torch.reshape(torch.view_copy(x, dtype=dtype), shape)


def require_gradient(self, x: Tensor) -> Tensor:
    return torch.requires_grad_(x, True)


def to_device(self, x: Tensor, device: str) -> Tensor:
    return torch.clone(torch.to(torch.detach(x), torch.device(device)))


# The largest absolute value, as float32; NaN if there is one.
def largest(self, x: Tensor) -> Tensor:
    return torch.to(torch.maximum(torch.max(x), torch.neg(torch.min(x))), 6)


# The largest absolute difference, as float32.
def largest_difference(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.to(torch.max(torch.abs(x - y)), 6)
