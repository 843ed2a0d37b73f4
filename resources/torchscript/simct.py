# SimCT (method.md 3.6): at every group the shared vocabulary at its first rows, and the group's own tokens as one more outcome. Appended to
# aligned.py. Tables: the student's shared ids and the teacher's. Options: divergence, temperature, 1 if scores are logits instead of
# log-probabilities.


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
    first = index[0]
    rows = index[4]
    group = index[5]
    groups = first.size(0)
    logits = options[2] > 0.0
    alone = torch.logical_and(torch.eq(index[1], 1), torch.eq(index[3], 1))
    log_t = self.log_sums(teacher, p)
    own_t = torch.gather(teacher, 1, torch.unsqueeze(index[8], 1))
    own = torch.gather(z, 1, torch.unsqueeze(tokens, 1))
    if not logits:
        own_t = own_t - log_t
        own = own - log_z
    shift = torch.zeros_like(log_z)
    shift_t = torch.zeros_like(log_t)
    if not logits:
        shift = log_z
        shift_t = log_t
    ours = self.span_scores(z, shift, own, first, index[1], rows, group, tables[0], index[7], alone, ends_shared)
    all = torch.arange(teacher.size(0), dtype=4, layout=None, device=z.device, pin_memory=None)
    theirs = self.span_scores(
        teacher, shift_t, own_t, index[2], index[3], all, index[6], tables[1], index[7], alone, ends_shared
    )
    terms, slope = self.row_divergence(
        torch.log_softmax(theirs / options[1], -1),
        torch.log_softmax(ours / options[1], -1),
        int(options[0]),
        0.5,
    )
    slope = slope * (term_scale / options[1])
    u = tables[0].size(0)
    of_shared = torch.slice(slope, 1, 0, u)
    of_span = torch.squeeze(torch.slice(slope, 1, u, u + 1), 1) / torch.type_as(index[1], slope)
    one = torch.full_like(picked, token_scale)
    one = torch.index_add_(one, 0, rows, torch.index_select(of_span, 0, group) * -1.0)
    weight = torch.full_like(picked, token_scale)
    if not logits:
        weight = torch.index_add_(
            torch.clone(one), 0, first, torch.sum(of_shared, [-1]) * -1.0
        )
    pi = self.token_gradient(pi, tokens, weight, one)
    whole = torch.index_select(pi, 0, first)
    whole = torch.scatter_add_(whole, 1, self.in_every_row(tables[0], groups), of_shared)
    pi = torch.index_copy_(pi, 0, first, whole)
    return [terms, torch.slice(terms, 0, 0, 0)]


# The scores of each group (g, u + 1): those of the shared vocabulary at its first row, and the mean of its tokens' own; the latter is as good
# as minus infinity for a group of one token on each side.
def span_scores(
    self,
    z: Tensor,
    shift: Tensor,
    own: Tensor,
    first: Tensor,
    count: Tensor,
    rows: Tensor,
    group: Tensor,
    ids: Tensor,
    complete: Tensor,
    alone: Tensor,
    ends_shared: bool,
) -> Tensor:
    shared = self.shared_columns(torch.index_select(z, 0, first), ids, complete, ends_shared)
    shared = shared - torch.index_select(shift, 0, first)
    sums = self.group_sums(torch.squeeze(torch.index_select(own, 0, rows), 1), group, first.size(0))
    span = torch.type_as(sums / torch.type_as(count, sums), z)
    span = torch.masked_fill(span, alone, -1e30)
    return torch.cat([shared, torch.unsqueeze(span, 1)], 1)
