package org.bytestill.student;

/**
 * The TorchScript of the objectives that read a text token by token (fine-tuning and the paper's), appended to a decoder's: token
 * loss and byte losses of given hidden states, and their gradients.
 *
 * <p>Eq. 5 of the paper (method 3): per supervised token CE + lambda_b/n_l sum CE + lambda_KL/n_l sum KL(teacher || head).
 * Where the teacher's row is not kept in full, the rest is one more outcome on both sides: a lower bound of the KL that is
 * exact when everything is kept.
 */
final class TokenObjectiveScript {
    private TokenObjectiveScript() {}

    // h: (batch, positions, hidden). rows: predictors' flat positions (S); next: their tokens (S). The head's output is
    // (S x positions, 260), of which the supervised (token, slot) pairs are taken (M, 260). p: (M, 257) or empty. scale: 1 /
    // supervised tokens of the update. by_hidden, by_head: whether the gradients by h and by the token head's matrix are wanted;
    // head_sum: nothing, or what the latter is added to. Results: losses (1 without byte head, 4 with), the gradient by h, those by
    // the byte head, and the one by the token head if it is wanted and was not added.
    static final String METHODS = """
              def token_objective(self: __torch__.M, h: Tensor, w: List[Tensor], byte_head: List[Tensor], by_hidden: bool, by_head: bool, head_sum: List[Tensor], rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int, scale: float, byte_weight: float, kl_weight: float) -> List[Tensor]:
                torch.set_grad_enabled(False)
                x = torch.index_select(torch.reshape(h, [-1, torch.size(h, -1)]), 0, rows)
                x = torch.requires_grad_(torch.detach(x), by_hidden)
                torch.set_grad_enabled(True)
                wanted = annotate(List[Tensor], [])
                if by_hidden:
                  wanted.append(x)
                if by_head:
                  wanted.append(torch.requires_grad_((self).head_matrix(w), True))
                ce = torch.cross_entropy_loss((self).head(x, w), next, None, 2)
                results = [torch.detach(ce)]
                g = annotate(List[Tensor], [])
                if torch.gt(torch.len(wanted), 0):
                  for one in torch.grad([ce * scale], wanted):
                    g.append(unchecked_cast(Tensor, one))
                by_bytes = annotate(List[Tensor], [])
                if torch.gt(torch.len(byte_head), 0):
                  losses = (self).byte_losses(x, byte_head, token, slot, value, weight, p, rest, slots)
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
                by = torch.zeros_like(torch.reshape(h, [-1, torch.size(h, -1)]))
                if by_hidden:
                  sum = g[0]
                  if torch.gt(torch.len(by_bytes), 0):
                    sum = sum + by_bytes[torch.len(byte_head)]
                  by = torch.index_add_(by, 0, rows, sum)
                results.append(torch.view_as(by, h))
                for i in range(torch.len(byte_head)):
                  results.append(by_bytes[i])
                if by_head:
                  by_matrix = g[torch.len(g) - 1]
                  if torch.gt(torch.len(head_sum), 0):
                    by_matrix = torch.add_(head_sum[0], by_matrix)
                  else:
                    results.append(by_matrix)
                return results
              def byte_losses(self: __torch__.M, h: Tensor, head: List[Tensor], token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int) -> List[Tensor]:
                z = torch.reshape(torch.linear(h, head[0], head[1]), [-1, 260])
                q = torch.log_softmax(torch.index_select(z, 0, token * slots + slot), -1)
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
              def losses(self: __torch__.M, h: Tensor, w: List[Tensor], head: List[Tensor], rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int) -> List[Tensor]:
                torch.set_grad_enabled(False)
                h = torch.index_select(torch.reshape(h, [-1, torch.size(h, -1)]), 0, rows)
                sums = [torch.cross_entropy_loss((self).head(h, w), next, None, 2)]
                if torch.gt(torch.len(head), 0):
                  for b in (self).byte_losses(h, head, token, slot, value, weight, p, rest, slots):
                    sums.append(b)
                return sums
              def add_into(self: __torch__.M, sums: List[Tensor], more: List[Tensor]) -> List[Tensor]:
                torch._foreach_add_(sums, more)
                return annotate(List[Tensor], [])
            """;
}
