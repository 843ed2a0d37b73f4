# Token cross-entropy and a divergence of next-token distributions between a teacher and a student with one tokenizer, with their gradients
# in closed form. Appended to decoder.py and token_head.py; some rows at a time.
#
#   hidden     (batch, positions, hidden)
#   places     (n) int64, the hidden states that predict the supervised tokens, counted over batch x positions
#   tokens     (n) int64, these tokens
#   teacher    (n, teacher's vocabulary), the teacher's logits before them
#   others     the teacher's logit of ids that are not known (n, 1), whose mass together is one outcome; empty if all are known
#   ids        ids of the tokenizer; rows beyond them are padding, which is cut off before the softmax of the divergence
#   ends       two ids whose logits of the teacher are exchanged; else empty
#   divergence 0: KL(teacher || student), 1: KL(student || teacher), 2: generalised Jensen-Shannon with weight beta of the teacher
#   compute    number format of products, unless everything is float64


# Sums over the rows of the cross-entropy, of the divergence and of the rows where both find the same token most probable; the gradient with
# respect to the logits (n, vocabulary) and the slope of the cap at them, empty without a cap.
def token_kl(
    self,
    hidden: Tensor,
    places: Tensor,
    tokens: Tensor,
    teacher: Tensor,
    others: List[Tensor],
    weights: List[Tensor],
    ids: int,
    ends: List[int],
    divergence: int,
    beta: float,
    temperature: float,
    token_scale: float,
    kl_scale: float,
    compute: int,
) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    torch.set_grad_enabled(False)
    if len(ends) == 2:
        own = teacher
        teacher = torch.clone(own)
        first = torch.copy_(torch.select(teacher, 1, ends[0]), torch.select(own, 1, ends[1]))
        second = torch.copy_(torch.select(teacher, 1, ends[1]), torch.select(own, 1, ends[0]))
    x = self.in_compute_dtype(self.hidden_at(hidden, places), compute)
    z = self.capped(torch.linear(x, self.in_compute_dtype(torch.detach(self.head_matrix(weights)), compute)))
    slope = self.cap_slope(z)
    target = torch.unsqueeze(tokens, 1)
    log_all = torch.log_softmax(z, -1)
    picked = torch.gather(log_all, 1, target)
    gradient = torch.exp(log_all) * token_scale
    gradient = torch.scatter_add_(gradient, 1, target, torch.full_like(picked, token_scale * -1.0))

    log_q = torch.log_softmax(torch.slice(z, 1, 0, ids) / temperature, -1)
    log_p = torch.log_softmax(torch.type_as(torch.slice(teacher, 1, 0, ids), z) / temperature, -1)
    if len(others) > 0:
        log_p = self.with_rest(torch.type_as(torch.slice(teacher, 1, 0, ids), z), others[0], log_p, log_q)
    p = torch.exp(log_p)
    q = torch.exp(log_q)
    if divergence == 0:
        total = torch.sum(p * (log_p - log_q))
        part = q - p
    else:
        log_m = log_p
        own = 1.0
        total = torch.zeros_like(torch.sum(picked))
        if divergence == 2:
            own = 1.0 - beta
            log_m = torch.log(p * beta + q * own)
            total = torch.sum(torch.xlogy(p, p) - p * log_m) * beta
        d = log_q - log_m
        total = total + torch.sum(q * d) * own
        part = q * (d - torch.sum(q * d, [-1], True)) * own
    kept = torch.slice(gradient, 1, 0, ids)
    kept = torch.add_(kept, part * (kl_scale / temperature))
    same = torch.sum(torch.type_as(torch.argmax(log_p, -1) == torch.argmax(log_q, -1), z))
    return (torch.sum(picked) * -1.0, total, same, gradient, slope)


# The log-probabilities of the teacher in which the mass of the ids that are not known is shared as the student shares it, so that together
# they are one outcome of the divergence: the best that can be said without them (method.md F13).
def with_rest(self, teacher: Tensor, others: Tensor, log_p: Tensor, log_q: Tensor) -> Tensor:
    unknown = torch.le(teacher, torch.type_as(others, teacher))
    rest = torch.logsumexp(torch.masked_fill(log_p, torch.logical_not(unknown), -1e30), [-1], True)
    theirs = torch.logsumexp(torch.masked_fill(log_q, torch.logical_not(unknown), -1e30), [-1], True)
    return torch.where(unknown, log_q + (rest - theirs), log_p)
