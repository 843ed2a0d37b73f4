# Groups of several tokens as one distribution, not normalised, by the chain rule: the row of one of their tokens times the probabilities of
# the others. Appended to aligned.py, for losses over whole vocabularies.


# Each group's distribution (g, ids), from the probabilities (n, ids) of its rows, the log-probabilities of the rows' tokens (rows), the row
# whose distribution it is (g), and each row's number and group.
def merged(self, p: Tensor, picked: Tensor, base: Tensor, rows: Tensor, group: Tensor) -> Tensor:
    own = torch.index_select(torch.index_put(torch.zeros_like(torch.select(p, 1, 0)), [rows], picked), 0, base)
    others = self.group_sums(picked, group, base.size(0)) - torch.to(own, 7)
    return torch.mul(torch.index_select(p, 0, base), torch.unsqueeze(torch.type_as(torch.exp(others), p), 1))


# Overwrites pi with the gradient: of the cross-entropy, and of a term whose gradient with respect to the groups' distributions times these is
# weighted (g, ids). p are the probabilities at the term's temperature; scale is divided by it.
def merged_gradient(
    self,
    pi: Tensor,
    p: Tensor,
    tokens: Tensor,
    weighted: Tensor,
    base: Tensor,
    rows: Tensor,
    group: Tensor,
    token_scale: float,
    scale: float,
) -> Tensor:
    c = torch.sum(weighted, [-1])
    of_row = torch.zeros_like(torch.select(p, 1, 0))
    of_row = torch.index_add_(of_row, 0, rows, torch.index_select(c, 0, group) * scale)
    of_token = torch.index_fill(of_row, 0, base, 0.0)
    gradient = self.token_gradient(torch.clone(p), tokens, of_row * -1.0, of_token * -1.0)
    gradient = torch.index_add_(gradient, 0, base, weighted * scale)
    weight = torch.full_like(of_row, token_scale)
    pi = self.token_gradient(pi, tokens, weight, weight)
    return torch.add_(pi, gradient)


# The sum of the differences of two distributions sorted downwards (g), the shorter filled up with zeros, and its sign at each id of the
# first (g, ids).
def sorted_distance(self, q: Tensor, p: Tensor) -> Tuple[Tensor, Tensor]:
    q_sorted, places = torch.sort(q, -1, True)
    p_sorted, ignored = torch.sort(p, -1, True)
    wide = q.size(1)
    if p.size(1) < wide:
        p_sorted = torch.constant_pad_nd(p_sorted, [0, wide - p.size(1)], 0.0)
    both = torch.slice(p_sorted, 1, 0, wide)
    d = q_sorted - both
    terms = torch.sum(torch.abs(d), [-1]) + torch.sum(torch.slice(p_sorted, 1, wide, p_sorted.size(1)), [-1])
    return (terms, torch.scatter(torch.zeros_like(q), 1, places, torch.sign(d)))


# The row of each group whose distribution it is: the last, or the first.
def base_rows(self, begin: Tensor, count: Tensor, first: bool) -> Tensor:
    base = begin
    if not first:
        base = begin + count - 1
    return base
