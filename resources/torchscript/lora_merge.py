# W + scale B A in float32. a (rank, in); b (out, rank); w (out, in), or (in, out) if it is transposed.
def merged(self, w: Tensor, a: Tensor, b: Tensor, scale: float, transposed: bool) -> Tensor:
    torch.set_grad_enabled(False)
    d = torch.matmul(torch.to(b, 6), torch.to(a, 6)) * scale
    if transposed:
        d = torch.t(d)
    return torch.add(torch.to(w, 6), d)
