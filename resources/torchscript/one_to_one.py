# KL of next-token distributions at one-to-one groups, renormalised on a set of pairs of ids: the student's top k, or all (method.md 3.6).
# Appended to aligned.py. Tables: the student's ids and the teacher's, pair by pair. Options: divergence, temperature, k.


def aligned_term(
    self,
    z: Tensor,
    log_z: Tensor,
    pi: Tensor,
    picked: Tensor,
    tokens: Tensor,
    teacher: Tensor,
    tables: List[Tensor],
    index: List[Tensor],
    ends_shared: bool,
    options: List[float],
    token_scale: float,
    term_scale: float,
) -> List[Tensor]:
    rows = index[0]
    complete = index[7]
    ids = tables[0]
    kind = int(options[0])
    temperature = options[1]
    k = int(options[2])
    weight = torch.full_like(picked, token_scale)
    pi = self.token_gradient(pi, tokens, weight, weight)
    if rows.numel() == 0:
        none = torch.zeros_like(torch.slice(picked, 0, 0, 0))
        return [none, torch.zeros([3], dtype=7, layout=None, device=z.device, pin_memory=None)]
    zs = self.shared_columns(torch.index_select(z, 0, rows), ids, complete, ends_shared)
    log_rows = torch.index_select(log_z, 0, rows)
    own = torch.sum(torch.exp(torch.logsumexp(zs, [-1], True) - log_rows))
    if k <= 0 or k >= ids.size(0):
        zk = zs
        tk = self.shared_columns(teacher, tables[1], complete, ends_shared)
    else:
        top = self.top_places(zs, k)
        zk = torch.gather(zs, 1, top)
        tk = torch.gather(teacher, 1, torch.reshape(torch.index_select(tables[1], 0, torch.reshape(top, [-1])), top.size()))
        ids = torch.reshape(torch.index_select(ids, 0, torch.reshape(top, [-1])), top.size())
    in_top = torch.sum(torch.exp(torch.logsumexp(zk, [-1], True) - log_rows))
    teacher_in_top = torch.sum(torch.exp(torch.logsumexp(tk, [-1]) - torch.logsumexp(teacher, [-1])))
    terms, gradient = self.row_divergence(
        torch.log_softmax(tk / temperature, -1), torch.log_softmax(zk / temperature, -1), kind, 0.5
    )
    gradient = gradient * (term_scale / temperature)
    if ids.dim() == 1:
        whole = torch.scatter_add_(torch.index_select(pi, 0, rows), 1, self.in_every_row(ids, rows.size(0)), gradient)
        pi = torch.index_copy_(pi, 0, rows, whole)
    else:
        places = torch.reshape(ids + torch.unsqueeze(rows * pi.size(1), 1), [-1])
        flat = torch.index_add_(torch.view(pi, [-1]), 0, places, torch.reshape(gradient, [-1]))
    return [terms, torch.stack([own, teacher_in_top, in_top])]


# The columns of the k largest of each row, largest first; of equal ones the first columns.
def top_places(self, x: Tensor, k: int) -> Tensor:
    values, places = torch.topk(x, k + 1, -1, True, True)
    tie = torch.any(torch.eq(torch.slice(values, 1, 1, k + 1), torch.slice(values, 1, 0, k)))
    if bool(tie):
        values, places = torch.sort(x, stable=True, dim=-1, descending=True)
    return torch.contiguous(torch.slice(places, 1, 0, k))
