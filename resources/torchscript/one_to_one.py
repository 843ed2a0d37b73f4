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
    p: Tensor,
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
    if rows.numel() == 0:
        pi = self.token_gradient(pi, tokens, weight, weight)
        none = torch.zeros_like(torch.slice(picked, 0, 0, 0))
        return [none, torch.zeros([3], dtype=7, layout=None, device=z.device, pin_memory=None)]
    zs = self.shared_columns(torch.index_select(z, 0, rows), ids, complete, ends_shared)
    own = self.mass_of(pi, rows, ids, complete, ends_shared)
    if k <= 0 or k >= ids.size(0):
        zk = zs
        tk = self.shared_columns(teacher, tables[1], complete, ends_shared)
        in_top = own
        every = torch.arange(teacher.size(0), dtype=4, layout=None, device=z.device, pin_memory=None)
        teacher_in_top = self.mass_of(p, every, tables[1], complete, ends_shared)
    else:
        top = self.top_places(zs, k)
        zk = torch.gather(zs, 1, top)
        theirs = torch.reshape(torch.index_select(tables[1], 0, torch.reshape(top, [-1])), top.size())
        tk = torch.gather(teacher, 1, theirs)
        in_top = torch.sum(torch.exp(zk - torch.index_select(log_z, 0, rows)))
        teacher_in_top = torch.sum(torch.gather(p, 1, theirs))
        ids = torch.reshape(torch.index_select(ids, 0, torch.reshape(top, [-1])), top.size())
    terms, gradient = self.row_divergence(
        torch.log_softmax(tk / temperature, -1), torch.log_softmax(zk / temperature, -1), kind, 0.5
    )
    gradient = gradient * (term_scale / temperature)
    pi = self.token_gradient(pi, tokens, weight, weight)
    if ids.dim() == 1:
        whole = torch.scatter_add_(torch.index_select(pi, 0, rows), 1, self.in_every_row(ids, rows.size(0)), gradient)
        pi = torch.index_copy_(pi, 0, rows, whole)
    else:
        places = torch.reshape(ids + torch.unsqueeze(rows * pi.size(1), 1), [-1])
        flat = torch.index_add_(torch.view(pi, [-1]), 0, places, torch.reshape(gradient, [-1]))
    return [terms, torch.stack([own, teacher_in_top, in_top])]


# The mass of some columns of probabilities in some rows, all together; that of the last where the document is complete, if it is the end.
def mass_of(self, p: Tensor, rows: Tensor, ids: Tensor, complete: Tensor, ends_shared: bool) -> Tensor:
    taken = torch.zeros([p.size(1)], dtype=p.dtype, layout=None, device=p.device, pin_memory=None)
    taken = torch.index_fill_(taken, 0, ids, 1.0)
    mass = torch.sum(torch.index_select(torch.mv(p, taken), 0, rows))
    if ends_shared:
        end = torch.slice(ids, 0, ids.size(0) - 1, ids.size(0))
        of_end = torch.index_select(torch.squeeze(torch.index_select(p, 1, end), 1), 0, rows)
        mass = mass - torch.sum(torch.masked_fill(of_end, torch.ne(complete, 0), 0.0))
    return mass


# The columns of the k largest of each row, largest first; of equal ones the first columns.
def top_places(self, x: Tensor, k: int) -> Tensor:
    values, places = torch.topk(x, k + 1, -1, True, True)
    tie = torch.any(torch.eq(torch.slice(values, 1, 1, k + 1), torch.slice(values, 1, 0, k)))
    if bool(tie):
        values, places = torch.sort(x, stable=True, dim=-1, descending=True)
    return torch.contiguous(torch.slice(places, 1, 0, k))
