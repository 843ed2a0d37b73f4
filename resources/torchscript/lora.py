# Low-rank adapters (LoRA, arXiv 2106.09685): a linear map W x becomes W x + scale B (A x).


# y: W x (rows, out); x (rows, in); a (rank, in); b (out, rank). Adds into y where number formats allow it: that saves a block as large.
# A layer without this adapter has one of rank 0.
def adapted(self, y: Tensor, x: Tensor, a: Tensor, b: Tensor, scale: float) -> Tensor:
    if a.size(0) > 0:
        low = torch.linear(torch.type_as(x, a), a)
        if y.dtype == b.dtype:
            y = torch.addmm_(y, low, torch.t(b), alpha=scale)
        else:
            y = torch.add(y, torch.type_as(torch.linear(low, b), y), alpha=scale)
    return y
