# General on-policy logit distillation over aligned groups (method.md 3.6): a divergence on the shared vocabulary, and the distance of sorted
# distributions outside of it. Appended to aligned.py and merged_groups.py. Tables: the shared ids of student and teacher, then the other
# ids of each. Options: temperature, 1 if the first row of a group counts, beta, weight of the first part.


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
    first = options[1] > 0.0
    beta = options[2]
    w = options[3]
    y = z / temperature
    t = teacher / temperature
    of_student = torch.softmax(y, -1)
    base = self.base_rows(index[0], index[1], first)
    q = self.merged(of_student, self.picked_at(y, tokens, index[4]), base, index[4], index[5])
    all = torch.arange(t.size(0), dtype=4, layout=None, device=t.device, pin_memory=None)
    theirs = self.merged(
        torch.softmax(t, -1),
        self.picked_at(t, index[8], all),
        self.base_rows(index[2], index[3], first),
        all,
        index[6],
    )
    groups = base.size(0)
    shared = torch.gather(q, 1, self.in_every_row(tables[0], groups))
    lq = torch.log(torch.clamp(shared, 1e-8))
    lp = torch.log(torch.clamp(torch.gather(theirs, 1, self.in_every_row(tables[1], groups)), 1e-8))
    if beta == 0.0:
        matched = torch.sum(torch.exp(lp) * (lp - lq), [-1])
        slope = torch.exp(lp - lq) * -1.0
    elif beta == 1.0:
        matched = torch.sum(torch.exp(lq) * (lq - lp), [-1])
        slope = lq - lp + 1.0
    else:
        own = 1.0 - beta
        m = torch.logaddexp(lq + torch.log(own), lp + torch.log(beta))
        matched = torch.sum(torch.exp(lp) * (lp - m) * beta + torch.exp(lq) * (lq - m) * own, [-1])
        slope = (lq - m) * own
    slope = torch.masked_fill(slope, torch.lt(shared, 1e-8), 0.0) * w
    unmatched = torch.zeros_like(matched)
    s = torch.zeros_like(q)
    s = torch.scatter_(s, 1, self.in_every_row(tables[0], groups), slope)
    if tables[2].numel() > 0:
        if tables[3].numel() > 0:
            rest = self.in_every_row(tables[2], groups)
            unmatched, sign = self.sorted_distance(
                torch.gather(q, 1, rest), torch.gather(theirs, 1, self.in_every_row(tables[3], groups))
            )
            s = torch.scatter_(s, 1, rest, sign * (1.0 - w))
    pi = self.merged_gradient(
        pi, of_student, tokens, s * q, base, index[4], index[5], token_scale, term_scale / temperature
    )
    return [matched * w + unmatched * (1.0 - w), torch.stack([torch.sum(matched), torch.sum(unmatched)])]
