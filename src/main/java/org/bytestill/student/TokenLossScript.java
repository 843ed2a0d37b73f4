package org.bytestill.student;

/**
 * The TorchScript of the objectives that read a text token by token (fine-tuning and the paper's), appended to a decoder's: token
 * loss and byte losses of given hidden states, and their gradients.
 *
 * <p>Eq. 5 of the paper (method.md F11): per supervised token CE + lambda_b/n_l sum CE + lambda_KL/n_l sum KL(teacher || head).
 * Where the teacher's row is not kept in full, the rest is one more outcome on both sides: a lower bound of the KL that is
 * exact when everything is kept.
 */
final class TokenLossScript {
    private TokenLossScript() {}

    // h: (batch, positions, hidden). rows: predictors' flat positions (S); next: their tokens (S). The byte head's output is
    // (S x positions, 260), of which the supervised (token, slot) pairs are taken (M, 260). p: (M, 257) or empty. scale: 1 /
    // supervised tokens of the update. by_hidden, by_head: whether the gradients by h and by the token head's matrix are wanted;
    // head_sum: nothing, or what the latter is added to. Results: losses (1 without byte head, 4 with), the gradient by h, those by
    // the byte head, and the one by the token head if it is wanted and was not added.
    private static final String OBJECTIVE = """
              def token_objective(self: __torch__.M, h: Tensor, w: List[Tensor], byte_head: List[Tensor], by_hidden: bool, by_head: bool, head_sum: List[Tensor], compute: int, rows_at_once: int, rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int, scale: float, byte_weight: float, kl_weight: float) -> List[Tensor]:
                torch.set_grad_enabled(False)
                flat = torch.reshape(h, [-1, torch.size(h, -1)])
                x = torch.index_select(flat, 0, rows)
                tokens = (self).token_losses(x, w, next, scale, by_hidden, by_head, head_sum, compute, rows_at_once)
                results = [tokens[0]]
                by_rows = tokens[1]
                by_bytes = annotate(List[Tensor], [])
                if torch.gt(torch.len(byte_head), 0):
                  x = torch.requires_grad_(torch.detach(x), by_hidden)
                  torch.set_grad_enabled(True)
                  losses = (self).byte_losses(x, byte_head, compute, token, slot, value, weight, p, rest, slots)
                  total = losses[0] * (scale * byte_weight)
                  if torch.gt(kl_weight, 0.):
                    total = total + losses[1] * (scale * kl_weight)
                  for one in losses:
                    results.append(torch.detach(one))
                  wanted = annotate(List[Tensor], [])
                  for one in byte_head:
                    wanted.append(one)
                  if by_hidden:
                    wanted.append(x)
                  for one in torch.grad([total], wanted):
                    by_bytes.append(unchecked_cast(Tensor, one))
                  torch.set_grad_enabled(False)
                by = torch.zeros_like(flat)
                if by_hidden:
                  if torch.gt(torch.len(by_bytes), 0):
                    by_rows = by_rows + by_bytes[torch.len(byte_head)]
                  by = torch.index_add_(by, 0, rows, by_rows)
                results.append(torch.view_as(by, h))
                for i in range(torch.len(byte_head)):
                  results.append(by_bytes[i])
                if by_head:
                  if torch.eq(torch.len(head_sum), 0):
                    results.append(tokens[2])
                return results
            """;

    // Cross-entropy of rows x (S, hidden), so many at once that no (S, vocabulary) block is ever held. The one buffer of a few rows
    // becomes in turn their logits, exponentials and gradient, which is softmax minus one at the token. Results: the sum in nats,
    // the gradient by x (empty if not wanted), and the one by the head's matrix unless it is not wanted or was added to head_sum.
    private static final String TOKEN_LOSSES = """
              def token_losses(self: __torch__.M, x: Tensor, w: List[Tensor], next: Tensor, scale: float, by_hidden: bool, by_head: bool, head_sum: List[Tensor], compute: int, rows_at_once: int) -> List[Tensor]:
                whole = torch.detach((self).head_matrix(w))
                matrix = torch.to(whole, compute)
                total = torch.zeros([], dtype=6, layout=None, device=ops.prim.device(x), pin_memory=None)
                by_x = torch.slice(x, 0, 0, 0)
                if by_hidden:
                  by_x = torch.empty_like(x)
                results = [total, by_x]
                by_matrix = by_x
                if by_head:
                  if torch.gt(torch.len(head_sum), 0):
                    by_matrix = head_sum[0]
                  else:
                    by_matrix = torch.zeros_like(whole)
                    results.append(by_matrix)
                for i in range(torch.floordiv(torch.size(x, 0) + rows_at_once - 1, rows_at_once)):
                  begin = i * rows_at_once
                  end = begin + rows_at_once
                  given = torch.to(torch.slice(x, 0, begin, end), compute)
                  t = torch.unsqueeze(torch.slice(next, 0, begin, end), 1)
                  z = (self).capped(torch.linear(given, matrix))
                  slope = (self).cap_slope(z)
                  z = torch.sub_(z, torch.amax(z, [-1], True))
                  picked = torch.gather(z, 1, t)
                  z = torch.exp_(z)
                  s = torch.sum(z, [-1], True)
                  total = torch.add_(total, torch.sum(torch.log(s) - picked))
                  if torch.__or__(by_hidden, by_head):
                    z = torch.mul_(z, torch.reciprocal(s) * scale)
                    z = torch.scatter_add_(z, 1, t, torch.full_like(picked, scale * -1.))
                    if torch.gt(torch.numel(slope), 0):
                      z = torch.mul_(z, slope)
                    z = torch.to(z, compute)
                    if by_hidden:
                      part = torch.copy_(torch.slice(by_x, 0, begin, end), torch.matmul(z, matrix))
                    if by_head:
                      by_matrix = (self).add_by_matrix(by_matrix, z, given)
                return results
            """;

    // z: logits of every map, of which the supervised ones are taken. Softmax in float32 whatever the compute format.
    private static final String BYTE_LOSSES = """
              def byte_losses(self: __torch__.M, h: Tensor, head: List[Tensor], compute: int, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int) -> List[Tensor]:
                z = torch.linear(torch.to(h, compute), torch.to(head[0], compute), torch.to(head[1], compute))
                z = torch.index_select(torch.reshape(z, [-1, 260]), 0, token * slots + slot)
                q = torch.log_softmax(z, -1, 6)
                ce = torch.sum(torch.squeeze(torch.gather(q, 1, torch.unsqueeze(value, 1)), 1) * weight) * -1.
                kl = torch.zeros_like(ce)
                same = torch.zeros_like(ce)
                if torch.gt(torch.numel(p), 0):
                  q = torch.slice(q, 1, 0, 257)
                  kept = torch.gt(p, 0.)
                  left = torch.sum(torch.masked_fill(torch.exp(q), kept, 0.), -1)
                  d = torch.sum(torch.xlogy(p, p) - p * q, -1)
                  d = d + torch.xlogy(rest, rest) - rest * torch.log(torch.clamp(left, 1e-30))
                  kl = torch.sum(d * weight)
                  same = torch.sum(torch.to(torch.eq(torch.argmax(p, -1), torch.argmax(q, -1)), 6) * weight)
                return [ce, kl, torch.detach(same)]
              def losses(self: __torch__.M, h: Tensor, w: List[Tensor], head: List[Tensor], compute: int, rows_at_once: int, rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int) -> List[Tensor]:
                torch.set_grad_enabled(False)
                x = torch.index_select(torch.reshape(h, [-1, torch.size(h, -1)]), 0, rows)
                tokens = (self).token_losses(x, w, next, 1., False, False, annotate(List[Tensor], []), compute, rows_at_once)
                sums = [tokens[0]]
                if torch.gt(torch.len(head), 0):
                  for b in (self).byte_losses(x, head, compute, token, slot, value, weight, p, rest, slots):
                    sums.append(b)
                return sums
              def add_into(self: __torch__.M, sums: List[Tensor], more: List[Tensor]) -> List[Tensor]:
                torch._foreach_add_(sums, more)
                return annotate(List[Tensor], [])
            """;

    /** Method definitions {@code token_objective}, {@code losses} and {@code add_into}. */
    static final String METHODS = OBJECTIVE + TOKEN_LOSSES + BYTE_LOSSES;
}
