# Byte-prefix marginalization (method.md 3.6): what the teacher says at a student token, as a distribution over student ids, and the forward
# KL from it. Appended to aligned.py. V ids of the student; V itself stands for mass that no student id takes, the residual.
#
# Tables: 0 for each teacher id the longest student token it starts with, or V; 1 the teacher's ids in byte-lexicographic order, in which
# the ids with a common prefix are a span.
# Index: 0 rows (b) of the student. Rows at which a teacher token begins: 1 which of the b, 2 the teacher's row. Masses of prefixes: 3 the
# teacher's row, 4 and 5 the span. Rows inside a teacher token: 6 which of the b, 7 the teacher's row, 8 which mass is the whole, 9 and 10
# the span, 11 where its student ids begin in 12, a table of student ids. Student tokens that reach beyond the teacher's token, each a
# product of masses: 13 which of them and 14 which mass, for each factor; 15 which of the b, for each. Their moves of mass: 16 which of the
# b, 17 the student id, 18 which product, 19 its sign.


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
    weight = torch.full_like(picked, token_scale)
    if rows.numel() == 0:
        pi = self.token_gradient(pi, tokens, weight, weight)
        sums = torch.zeros([2], dtype=7, layout=None, device=z.device, pin_memory=None)
        result = [torch.slice(picked, 0, 0, 0), sums]
    else:
        v = z.size(1)
        target, inside, whole = self.bpm_targets(p, v, tables, index)
        kept = torch.gt(whole, 1e-9)
        rest = torch.clamp(torch.squeeze(torch.slice(target, 1, v, v + 1), 1), 0.0)
        rest = torch.masked_fill(rest, torch.le(rest, 1e-12), 0.0)
        given = torch.clamp(torch.slice(target, 1, 0, v), 0.0)
        q = torch.index_select(pi, 0, rows)
        outside = torch.masked_fill(q, torch.slice(inside, 1, 0, v), 0.0)
        q_outside = torch.clamp(torch.sum(outside, [-1]), 1e-30)
        log_q = torch.sub_(torch.index_select(z, 0, rows), torch.index_select(log_z, 0, rows))
        terms = torch.sum(torch.xlogy(given, given), [-1]) - torch.sum(torch.mul_(log_q, given), [-1])
        terms = terms + torch.xlogy(rest, rest) - rest * torch.log(q_outside)
        scale = torch.type_as(kept, z) * term_scale
        gradient = torch.mul_(outside, torch.unsqueeze(rest / q_outside * -1.0, 1))
        gradient = torch.sub_(gradient, given)
        gradient = torch.add_(gradient, torch.mul_(q, torch.unsqueeze(torch.sum(given, [-1]) + rest, 1)))
        gradient = torch.mul_(gradient, torch.unsqueeze(scale, 1))
        pi = self.token_gradient(pi, tokens, weight, weight)
        pi = torch.index_add_(pi, 0, rows, gradient)
        gone = torch.sum(torch.type_as(torch.logical_not(kept), rest))
        sums = torch.stack([torch.sum(torch.masked_select(rest, kept)), gone])
        result = [torch.masked_select(terms, kept), sums]
    return result


# The teacher's mass of each student id and of the residual (b, V + 1), the ids that take mass (b, V + 1), and the mass of the prefix that is
# known at each row (b): 1 at the beginning of a teacher token.
def bpm_targets(self, p: Tensor, v: int, tables: List[Tensor], index: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    b = index[0].size(0)
    columns = v + 1
    wide = p.size(1)
    flat = torch.reshape(p, [-1])
    target = torch.zeros([b, columns], dtype=p.dtype, layout=None, device=p.device, pin_memory=None)
    inside = torch.zeros([b, columns], dtype=11, layout=None, device=p.device, pin_memory=None)

    first = torch.index_select(p, 0, index[2])
    at_begin = torch.zeros([first.size(0), columns], dtype=p.dtype, layout=None, device=p.device, pin_memory=None)
    at_begin = torch.scatter_add_(at_begin, 1, self.in_every_row(tables[0], first.size(0)), first)
    target = torch.index_copy_(target, 0, index[1], at_begin)
    known = torch.zeros([columns], dtype=11, layout=None, device=p.device, pin_memory=None)
    known = torch.index_fill_(known, 0, tables[0], True)
    inside = torch.index_copy_(inside, 0, index[1], torch.expand(torch.unsqueeze(known, 0), [first.size(0), -1]))

    of, at = self.numbers_of_spans(index[4], index[5])
    places = torch.index_select(index[3], 0, of) * wide + torch.index_select(tables[1], 0, at)
    mass = self.group_sums(torch.index_select(flat, 0, places), of, index[3].size(0))

    whole = torch.ones([b], dtype=7, layout=None, device=p.device, pin_memory=None)
    whole = torch.index_copy_(whole, 0, index[6], torch.index_select(mass, 0, index[8]))
    divisor = torch.masked_fill(whole, torch.le(whole, 1e-9), 1.0)
    of, at = self.numbers_of_spans(index[9], index[10])
    places = torch.index_select(index[7], 0, of) * wide + torch.index_select(tables[1], 0, at)
    row = torch.index_select(index[6], 0, of)
    values = torch.index_select(flat, 0, places) / torch.type_as(torch.index_select(divisor, 0, row), p)
    places = row * columns + torch.index_select(index[12], 0, at + torch.index_select(index[11] - index[9], 0, of))
    flat_target = torch.index_add_(torch.view(target, [-1]), 0, places, values)
    flat_inside = torch.index_fill_(torch.view(inside, [-1]), 0, places, True)

    logs = torch.log(torch.index_select(mass, 0, index[14]))
    products = torch.exp(self.group_sums(logs, index[13], index[15].size(0))) / torch.index_select(divisor, 0, index[15])
    moved = torch.index_select(products, 0, index[18]) * torch.type_as(index[19], products)
    places = index[16] * columns + index[17]
    flat_target = torch.index_add_(flat_target, 0, places, torch.type_as(moved, p))
    flat_inside = torch.index_fill_(flat_inside, 0, places, True)
    return (target, inside, whole)
