# X-Token's projected KL (method.md 3.6): the student's distribution is projected to teacher ids. Appended to aligned.py. Tables: the entries
# of the projection: student id, teacher id and weight. Options: temperature. The last of the index are the teacher ids that are compared.


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
    temperature = options[0]
    rows = index[4]
    group = index[5]
    columns = index[9]
    groups = index[0].size(0)
    wide = teacher.size(1)
    entry = torch.type_as(tables[2], z)
    length = torch.unsqueeze(torch.type_as(index[1], z), 1)
    own = torch.softmax(torch.index_select(z, 0, rows) / temperature, -1)
    mean = torch.index_add_(
        torch.zeros([groups, z.size(1)], dtype=z.dtype, layout=None, device=z.device, pin_memory=None), 0, group, own
    )
    mean = mean / length
    given = torch.gather(mean, 1, self.in_every_row(tables[0], groups)) * entry
    projected = torch.zeros([groups, wide], dtype=z.dtype, layout=None, device=z.device, pin_memory=None)
    projected = torch.scatter_add_(projected, 1, self.in_every_row(tables[1], groups), given)
    q = torch.gather(projected, 1, self.in_every_row(columns, groups))
    total = torch.sum(q, [-1], True) + 1e-10
    n = q / total
    t = torch.gather(teacher, 1, self.in_every_row(columns, teacher.size(0)))
    log_p = torch.log_softmax(t / temperature, -1)
    sums = torch.zeros([groups, columns.size(0)], dtype=z.dtype, layout=None, device=z.device, pin_memory=None)
    log_p = torch.index_add_(sums, 0, index[6], log_p) / torch.unsqueeze(torch.type_as(index[3], z), 1)
    e = torch.exp(log_p)
    terms = torch.sum(e * (log_p - torch.log(n + 1e-10)), [-1]) * (temperature * temperature)

    slope = e / (n + 1e-10) * (temperature * temperature * -1.0)
    slope = (slope - torch.sum(slope * n, [-1], True)) / total / length
    at_ids = torch.zeros([groups, wide], dtype=z.dtype, layout=None, device=z.device, pin_memory=None)
    at_ids = torch.scatter_(at_ids, 1, self.in_every_row(columns, groups), slope)
    back = torch.zeros([groups, z.size(1)], dtype=z.dtype, layout=None, device=z.device, pin_memory=None)
    back = torch.scatter_add_(
        back,
        1,
        self.in_every_row(tables[0], groups),
        torch.gather(at_ids, 1, self.in_every_row(tables[1], groups)) * entry,
    )
    back = torch.index_select(back, 0, group)
    gradient = own * (back - torch.sum(own * back, [-1], True)) * (term_scale / temperature)
    weight = torch.full_like(picked, token_scale)
    pi = self.token_gradient(pi, tokens, weight, weight)
    pi = torch.index_add_(pi, 0, rows, gradient)
    return [terms, torch.slice(terms, 0, 0, 0)]
