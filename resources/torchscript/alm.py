# Approximate likelihood matching (method.md 3.6): the binary KL of the probability of each group, to the power of one over a temperature.
# Appended to aligned.py. Options: temperature, epsilon.


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
    rows = index[4]
    group = index[5]
    groups = index[0].size(0)
    temperature = options[0]
    theirs = torch.squeeze(torch.gather(teacher, 1, torch.unsqueeze(index[8], 1)) - self.log_sums(teacher, p), 1)
    a = self.group_sums(theirs, index[6], groups) / temperature - options[1]
    b = self.group_sums(torch.index_select(picked, 0, rows), group, groups) / temperature - options[1]
    terms = torch.exp(a) * (a - b) - torch.expm1(a) * (self.log_one_minus_exp(a) - self.log_one_minus_exp(b))
    slope = (torch.expm1(a) - torch.expm1(b)) / torch.expm1(b) / temperature * term_scale
    weight = torch.full_like(picked, token_scale)
    weight = torch.index_add_(weight, 0, rows, torch.type_as(torch.index_select(slope, 0, group), z) * -1.0)
    pi = self.token_gradient(pi, tokens, weight, weight)
    return [terms, torch.slice(terms, 0, 0, 0)]


# ln(1 - exp(x)) of x < 0, exact at both ends.
def log_one_minus_exp(self, x: Tensor) -> Tensor:
    return torch.where(torch.gt(x, -0.6931471805599453), torch.log(torch.expm1(x) * -1.0), torch.log1p(torch.exp(x) * -1.0))
