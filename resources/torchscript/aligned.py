# Token cross-entropy and the term of an objective across tokenizers, with their gradients in closed form. Appended to decoder.py and
# token_head.py; the objective's script, which follows, defines aligned_term. Some rows at a time.
#
#   hidden      (batch, positions, hidden)
#   places      (n) int64, the hidden states that predict the supervised tokens, counted over batch x positions
#   tokens      (n) int64, these tokens
#   teacher     (m, teacher's vocabulary), the teacher's logits before the tokens it is asked for
#   shared      (teacher's vocabulary), 1 at the ids of the shared vocabulary; end, the teacher's id of the end or -1
#   ones        (o) int64, the teacher's rows of one-to-one groups; complete (o): 0 where the end is no outcome of the document
#   compute     number format of products, unless everything is float64
#
# aligned_term is given the logits z (n, vocabulary), their logarithmic sums log_z (n, 1), their probabilities pi, the log-probabilities
# picked (n) of the tokens; the teacher's logits and their probabilities p; and what the objective's Java side
# made: tables of the pair, an index of the rows, options. With ends_shared the last of the shared ids are those of the ends.
# It overwrites pi with the gradient of the loss with respect to the logits, and returns the terms, one each group, and its further sums.


# The sum of the cross-entropy, the terms, the teacher's mass in the shared vocabulary, and the term's further sums; and the gradient with
# respect to the head's matrix if it is wanted and there was no sum to add it to.
def aligned_rows(
    self,
    hidden: Tensor,
    places: Tensor,
    tokens: Tensor,
    weights: List[Tensor],
    teacher: Tensor,
    shared: Tensor,
    end: int,
    ones: Tensor,
    complete: Tensor,
    tables: List[Tensor],
    index: List[Tensor],
    options: List[float],
    token_scale: float,
    term_scale: float,
    wants_grad_hidden: bool,
    wants_grad_token_head: bool,
    grad_hidden: Tensor,
    token_head_sum: List[Tensor],
    compute: int,
) -> Tuple[List[Tensor], List[Tensor]]:
    torch.set_grad_enabled(False)
    x = self.in_compute_dtype(self.hidden_at(hidden, places), compute)
    z = self.capped(torch.linear(x, self.in_compute_dtype(torch.detach(self.head_matrix(weights)), compute)))
    slope = self.cap_slope(z)
    pi = torch.softmax(z, -1)
    log_z = self.log_sums(z, pi)
    picked = torch.squeeze(torch.gather(z, 1, torch.unsqueeze(tokens, 1)) - log_z, 1)
    t = torch.type_as(teacher, z)
    p = torch.softmax(t, -1)
    mass = torch.sum(picked) * 0.0
    if ones.numel() > 0:
        of_row = torch.mv(p, torch.type_as(shared, p))
        mass = torch.sum(torch.index_select(of_row, 0, ones))
        if end >= 0:
            of_end = torch.index_select(torch.select(p, 1, end), 0, ones)
            mass = mass + torch.sum(of_end * torch.type_as(complete, p))
    measured = self.aligned_term(
        z,
        log_z,
        pi,
        picked,
        tokens,
        t,
        p,
        tables,
        index,
        end >= 0,
        options,
        token_scale,
        term_scale,
    )
    result = [torch.sum(picked) * -1.0, measured[0], mass, measured[1]]
    added = self.token_head_backward(
        hidden,
        places,
        weights,
        slope,
        pi,
        wants_grad_hidden,
        wants_grad_token_head,
        grad_hidden,
        token_head_sum,
        compute,
    )
    return (result, added)


# The logits of the shared vocabulary (n, u); that of the end is as good as minus infinity where the document is not complete.
def shared_columns(self, z: Tensor, ids: Tensor, complete: Tensor, ends_shared: bool) -> Tensor:
    y = torch.gather(z, 1, self.in_every_row(ids, z.size(0)))
    if ends_shared:
        last = torch.slice(y, 1, ids.size(0) - 1, ids.size(0))
        last = torch.masked_fill_(last, torch.unsqueeze(torch.eq(complete, 0), 1), -1e30)
    return y


# Columns (u) for gather and scatter, the same in each of n rows.
def in_every_row(self, columns: Tensor, n: int) -> Tensor:
    return torch.expand(torch.unsqueeze(columns, 0), [n, -1])


# The logarithms of the sums of exponentials of rows z (n, ids), from their softmax: (n, 1).
def log_sums(self, z: Tensor, p: Tensor) -> Tensor:
    most, at = torch.max(z, -1, True)
    return most - torch.log(torch.gather(p, 1, at))


# Overwrites pi with pi * weight - one at the token, both (n).
def token_gradient(self, pi: Tensor, tokens: Tensor, weight: Tensor, one: Tensor) -> Tensor:
    pi = torch.mul_(pi, torch.unsqueeze(weight, 1))
    pi = torch.scatter_add_(pi, 1, torch.unsqueeze(tokens, 1), torch.unsqueeze(one * -1.0, 1))
    return pi


# The log-probabilities of the tokens of some rows of logits (rows).
def picked_at(self, z: Tensor, tokens: Tensor, rows: Tensor) -> Tensor:
    picked = torch.squeeze(torch.gather(z, 1, torch.unsqueeze(tokens, 1)), 1) - torch.logsumexp(z, [-1])
    return torch.index_select(picked, 0, rows)


# The divergence of each row of log-probabilities of teacher and student, and its gradient with respect to the student's logits: 0 forward,
# 1 reverse, 2 Jensen-Shannon with weight beta of the teacher.
def row_divergence(self, log_p: Tensor, log_q: Tensor, kind: int, beta: float) -> Tuple[Tensor, Tensor]:
    p = torch.exp(log_p)
    q = torch.exp(log_q)
    if kind == 0:
        terms = torch.sum(p * (log_p - log_q), [-1])
        gradient = q - p
    else:
        log_m = log_p
        own = 1.0
        terms = torch.sum(p, [-1]) * 0.0
        if kind == 2:
            own = 1.0 - beta
            log_m = torch.logaddexp(log_p + torch.log(beta), log_q + torch.log(own))
            terms = torch.sum(p * (log_p - log_m), [-1]) * beta
        d = log_q - log_m
        mean = torch.sum(q * d, [-1], True)
        terms = terms + torch.squeeze(mean, 1) * own
        gradient = q * (d - mean) * own
    return (terms, gradient)


# The numbers from begin to before end of several spans, one behind the other, and of which span each is.
def numbers_of_spans(self, begin: Tensor, end: Tensor) -> Tuple[Tensor, Tensor]:
    length = end - begin
    span = torch.repeat_interleave(length)
    first = torch.cumsum(length, 0) - length
    offset = torch.index_select(begin - first, 0, span)
    at = torch.arange(span.size(0), dtype=4, layout=None, device=begin.device, pin_memory=None)
    return (span, at + offset)


# Sums of values by group, in float64: (rows) -> (groups).
def group_sums(self, values: Tensor, group: Tensor, groups: int) -> Tensor:
    sums = torch.zeros([groups], dtype=7, layout=None, device=values.device, pin_memory=None)
    return torch.index_add_(sums, 0, group, torch.to(values, 7))
