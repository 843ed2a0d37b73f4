# Eq. 5 of the paper (method.md F11), and fine-tuning, its first term: token loss and byte losses of hidden states, and their gradients.
# Per supervised token CE + lambda_b/n_l sum CE + lambda_KL/n_l sum KL(teacher || head). Appended to decoder.py.
#
# S supervised tokens of the batch, M of their bytes that are supervised; 257 outcomes are 256 bytes and EOS, 260 those of the byte head.
#   hidden        (batch, positions, hidden), without a graph
#   weights       the decoder's
#   byte_head     nothing; of a parallel head its weight (slots x 260, hidden) and bias (slots x 260); of an autoregressive one, g wide,
#                 init (g, hidden) and bias (g), embedding (257, g), a GRU's weights and biases of input and state (3g, g), (3g), out
#                 (260, g) and bias (260)
#   compute       number format of products; everything else is float32
#   rows_at_once  rows of logits that may be held at once
#   predictors    (S) int64, the place in batch x positions that predicts each supervised token; tokens (S), these tokens
#   byte_token    (M) int64, the supervised token each byte belongs to; byte_slot (M), its place in it; byte_value (M), the byte
#   byte_weight   (M) one over the bytes of its token
#   teacher       (M, 257) the teacher's probabilities, 0 where not kept, or empty; teacher_rest (M), the mass that is not kept
#   slots         bytes of a token that the byte head predicts; 0 without one


# Returns the losses (1 without byte head, else 4: token, byte, KL, agreement), the gradient with respect to hidden, those with respect to
# the byte head, and the one with respect to the token head's matrix if it is wanted and there was no sum to add it to.
def token_loss(
    self,
    hidden: Tensor,
    weights: List[Tensor],
    byte_head: List[Tensor],
    wants_grad_hidden: bool,
    wants_grad_token_head: bool,
    token_head_sum: List[Tensor],  # nothing, or the gradient so far
    compute: int,
    rows_at_once: int,
    predictors: Tensor,
    tokens: Tensor,
    byte_token: Tensor,
    byte_slot: Tensor,
    byte_value: Tensor,
    byte_weight: Tensor,
    teacher: Tensor,
    teacher_rest: Tensor,
    slots: int,
    scale: float,           # one over the supervised tokens of the update
    lambda_byte: float,
    lambda_kl: float,
) -> Tuple[List[Tensor], Tensor, List[Tensor], List[Tensor]]:
    torch.set_grad_enabled(False)
    flat = torch.reshape(hidden, [-1, hidden.size(-1)])
    x = torch.index_select(flat, 0, predictors)
    loss, grad_x, grad_token_head = self.cross_entropy(
        x, weights, tokens, scale, wants_grad_hidden, wants_grad_token_head, token_head_sum, compute, rows_at_once
    )
    losses = [loss]
    byte_gradients = annotate(List[Tensor], [])
    if len(byte_head) > 0:
        x = torch.requires_grad_(torch.detach(x), wants_grad_hidden)
        torch.set_grad_enabled(True)
        of_bytes = self.byte_losses(
            x, byte_head, compute, byte_token, byte_slot, byte_value, byte_weight, teacher, teacher_rest, slots
        )
        total = of_bytes[0] * (scale * lambda_byte)
        if lambda_kl > 0.0:
            total = total + of_bytes[1] * (scale * lambda_kl)
        for one in of_bytes:
            losses.append(torch.detach(one))
        wanted = annotate(List[Tensor], [])
        for one in byte_head:
            wanted.append(one)
        if wants_grad_hidden:
            wanted.append(x)
        for one in torch.grad([total], wanted):
            byte_gradients.append(unchecked_cast(Tensor, one))
        torch.set_grad_enabled(False)
    grad_hidden = torch.zeros_like(flat)
    if wants_grad_hidden:
        if len(byte_gradients) > 0:
            grad_x = grad_x + byte_gradients[len(byte_head)]
        grad_hidden = torch.index_add_(grad_hidden, 0, predictors, grad_x)
    grad_byte_head = annotate(List[Tensor], [])
    for i in range(len(byte_head)):
        grad_byte_head.append(byte_gradients[i])
    return (losses, torch.view_as(grad_hidden, hidden), grad_byte_head, grad_token_head)


# Cross-entropy of tokens (S) after hidden states x (S, hidden), so many at once that no (S, vocabulary) block is ever held. The one
# buffer of a few rows becomes in turn their logits, exponentials and gradient, which is softmax minus one at the token. Returns the sum
# in nats, the gradient with respect to x (empty if not wanted), and the one with respect to the head's matrix, if it is wanted and was
# not added to token_head_sum.
def cross_entropy(
    self,
    x: Tensor,
    weights: List[Tensor],
    tokens: Tensor,
    scale: float,
    wants_grad_x: bool,
    wants_grad_token_head: bool,
    token_head_sum: List[Tensor],
    compute: int,
    rows_at_once: int,
) -> Tuple[Tensor, Tensor, List[Tensor]]:
    whole = torch.detach(self.head_matrix(weights))
    matrix = torch.to(whole, compute)
    total = torch.zeros([], dtype=6, layout=None, device=x.device, pin_memory=None)
    grad_x = torch.slice(x, 0, 0, 0)
    if wants_grad_x:
        grad_x = torch.empty_like(x)
    grad_token_head = annotate(List[Tensor], [])
    grad_matrix = grad_x
    if wants_grad_token_head:
        if len(token_head_sum) > 0:
            grad_matrix = token_head_sum[0]
        else:
            grad_matrix = torch.zeros_like(whole)
            grad_token_head.append(grad_matrix)
    for i in range((x.size(0) + rows_at_once - 1) // rows_at_once):
        begin = i * rows_at_once
        end = begin + rows_at_once
        given = torch.to(torch.slice(x, 0, begin, end), compute)
        t = torch.unsqueeze(torch.slice(tokens, 0, begin, end), 1)
        z = self.capped(torch.linear(given, matrix))
        slope = self.cap_slope(z)
        z = torch.sub_(z, torch.amax(z, [-1], True))
        at_token = torch.gather(z, 1, t)
        z = torch.exp_(z)
        s = torch.sum(z, [-1], True)
        total = torch.add_(total, torch.sum(torch.log(s) - at_token))
        if wants_grad_x or wants_grad_token_head:
            z = torch.mul_(z, torch.reciprocal(s) * scale)
            z = torch.scatter_add_(z, 1, t, torch.full_like(at_token, scale * -1.0))
            if slope.numel() > 0:
                z = torch.mul_(z, slope)
            z = torch.to(z, compute)
            if wants_grad_x:
                part = torch.copy_(torch.slice(grad_x, 0, begin, end), torch.matmul(z, matrix))
            if wants_grad_token_head:
                grad_matrix = self.add_grad_token_head(grad_matrix, z, given)
    return (total, grad_x, grad_token_head)


# Of hidden states x (S, hidden): summed cross-entropy of the bytes, KL(teacher || head), and agreement, each byte by its weight. Softmax
# in float32 whatever the number format. Where the teacher's distribution is not kept in full, the rest is one more outcome on both
# sides: a lower bound of the KL that is exact when everything is kept.
def byte_losses(
    self,
    x: Tensor,
    byte_head: List[Tensor],
    compute: int,
    byte_token: Tensor,
    byte_slot: Tensor,
    byte_value: Tensor,
    byte_weight: Tensor,
    teacher: Tensor,
    teacher_rest: Tensor,
    slots: int,
) -> List[Tensor]:
    if len(byte_head) == 2:
        z = torch.linear(torch.to(x, compute), torch.to(byte_head[0], compute), torch.to(byte_head[1], compute))
        z = torch.index_select(torch.reshape(z, [-1, 260]), 0, byte_token * slots + byte_slot)
    else:
        z = self.autoregressive_logits(x, byte_head, byte_token, byte_slot, byte_value)
    q = torch.log_softmax(z, -1, 6)
    ce = torch.sum(torch.squeeze(torch.gather(q, 1, torch.unsqueeze(byte_value, 1)), 1) * byte_weight) * -1.0
    kl = torch.zeros_like(ce)
    same = torch.zeros_like(ce)
    if teacher.numel() > 0:
        q = torch.slice(q, 1, 0, 257)
        kept = torch.gt(teacher, 0.0)
        left = torch.sum(torch.masked_fill(torch.exp(q), kept, 0.0), -1)
        d = torch.sum(torch.xlogy(teacher, teacher) - teacher * q, -1)
        d = d + torch.xlogy(teacher_rest, teacher_rest) - teacher_rest * torch.log(torch.clamp(left, 1e-30))
        kl = torch.sum(d * byte_weight)
        same = torch.sum(torch.to(torch.eq(torch.argmax(teacher, -1), torch.argmax(q, -1)), 6) * byte_weight)
    return [ce, kl, torch.detach(same)]


# Logits of the bytes (M, 260) by a GRU that begins each token from its hidden state and reads the bytes before each. Bytes come in the order
# of tokens, those of a token from its first on.
def autoregressive_logits(
    self, x: Tensor, head: List[Tensor], byte_token: Tensor, byte_slot: Tensor, byte_value: Tensor
) -> Tensor:
    state = torch.tanh(torch.linear(x, head[0], head[1]))
    of_input = torch.linear(head[2], head[3], head[4])
    begin = torch.full([1], 256, dtype=4, layout=None, device=x.device, pin_memory=None)
    before = torch.slice(torch.cat([begin, byte_value], 0), 0, 0, byte_value.size(0))
    before = torch.masked_fill(before, torch.eq(byte_slot, 0), 256)
    states = [torch.slice(state, 0, 0, 0)]
    order = [torch.slice(byte_slot, 0, 0, 0)]
    longest = 0
    if byte_slot.numel() > 0:
        longest = int(torch.max(byte_slot)) + 1
    for j in range(longest):
        at = torch.squeeze(torch.nonzero(torch.eq(byte_slot, j)), 1)
        token = torch.index_select(byte_token, 0, at)
        s = torch.index_select(state, 0, token)
        a = torch.chunk(torch.index_select(of_input, 0, torch.index_select(before, 0, at)), 3, 1)
        b = torch.chunk(torch.linear(s, head[5], head[6]), 3, 1)
        reset = torch.sigmoid(a[0] + b[0])
        update = torch.sigmoid(a[1] + b[1])
        new = torch.tanh(a[2] + reset * b[2])
        s = (1.0 - update) * new + update * s
        state = torch.index_copy(state, 0, token, s)
        states.append(s)
        order.append(at)
    all = torch.cat(states, 0)
    all = torch.index_copy(torch.zeros_like(all), 0, torch.cat(order, 0), all)
    return torch.linear(all, head[7], head[8]) + torch.sum(of_input) * 0.0


# The losses alone, as token_loss gives them.
def token_loss_no_grad(
    self,
    hidden: Tensor,
    weights: List[Tensor],
    byte_head: List[Tensor],
    compute: int,
    rows_at_once: int,
    predictors: Tensor,
    tokens: Tensor,
    byte_token: Tensor,
    byte_slot: Tensor,
    byte_value: Tensor,
    byte_weight: Tensor,
    teacher: Tensor,
    teacher_rest: Tensor,
    slots: int,
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    x = torch.index_select(torch.reshape(hidden, [-1, hidden.size(-1)]), 0, predictors)
    loss, grad_x, grad_token_head = self.cross_entropy(
        x, weights, tokens, 1.0, False, False, annotate(List[Tensor], []), compute, rows_at_once
    )
    losses = [loss]
    if len(byte_head) > 0:
        for one in self.byte_losses(
            x, byte_head, compute, byte_token, byte_slot, byte_value, byte_weight, teacher, teacher_rest, slots
        ):
            losses.append(one)
    return losses


# Adds gradients to sums, in place.
def accumulate(self, sums: List[Tensor], gradients: List[Tensor]) -> List[Tensor]:
    torch._foreach_add_(sums, gradients)
    return annotate(List[Tensor], [])
