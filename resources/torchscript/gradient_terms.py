# Gradients of the terms of a loss: differences of gradients of more and of fewer of them.


# The inner product of two terms' gradients, summed in float64. Of each are given the gradients with the term and, if there are others
# before it, without it; a difference is held of one weight at a time.
def inner_product(
    self, a: List[Tensor], a_before: List[Tensor], b: List[Tensor], b_before: List[Tensor]
) -> Tensor:
    products = annotate(List[Tensor], [])
    for i in range(len(a)):
        x = torch.to(a[i], 6)
        if len(a_before) > 0:
            x = x - torch.to(a_before[i], 6)
        y = torch.to(b[i], 6)
        if len(b_before) > 0:
            y = y - torch.to(b_before[i], 6)
        products.append(torch.sum(x * y, dtype=7))
    return torch.sum(torch.stack(products))
