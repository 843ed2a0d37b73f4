# Gradients of the terms of a loss: differences of gradients of more and of fewer of them.


# The gradients of what the first ones have beyond the second.
def difference(self, more: List[Tensor], fewer: List[Tensor]) -> List[Tensor]:
    differences = annotate(List[Tensor], [])
    for i in range(len(more)):
        differences.append(torch.to(more[i], 6) - torch.to(fewer[i], 6))
    return differences


# The inner product of all gradients together, summed in float64.
def inner_product(self, a: List[Tensor], b: List[Tensor]) -> Tensor:
    products = annotate(List[Tensor], [])
    for i in range(len(a)):
        products.append(torch.sum(torch.to(a[i], 6) * torch.to(b[i], 6), dtype=7))
    return torch.sum(torch.stack(products))
