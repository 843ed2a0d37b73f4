# Universal logit distillation over aligned groups (method.md 3.6): the distance of sorted distributions. Appended to aligned.py and
# merged_groups.py. Options: temperature, 1 if the first row of a group counts instead of the last.


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
    terms, sign = self.sorted_distance(q, theirs)
    pi = self.merged_gradient(
        pi, of_student, tokens, sign * q, base, index[4], index[5], token_scale, term_scale / temperature
    )
    return [terms, torch.slice(terms, 0, 0, 0)]
