package org.bytestill.student;

/**
 * The TorchScript of one training pass, appended to a decoder's: token loss, byte losses and their gradients in one call.
 *
 * <p>Eq. 5 of the paper (method 3): per supervised token CE + lambda_b/n_l sum CE + lambda_KL/n_l sum KL(teacher || head).
 * Where the teacher's row is not kept in full, the rest is one more outcome on both sides: a lower bound of the KL that is
 * exact when everything is kept.
 */
final class StepScript {
    private StepScript() {}

    // rows: predictors' flat positions (S); next: their tokens (S). The head's output is (S x positions, 260), of which the
    // supervised (token, slot) pairs are taken (M, 260). p: (M, 257) or empty. scale: 1 / supervised tokens of the update.
    static final String METHODS = """
              def step(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], head: List[Tensor], rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int, scale: float, byte_weight: float, kl_weight: float, backbone: bool) -> List[Tensor]:
                torch.set_grad_enabled(backbone)
                h = (self).hidden(ids, positions, mask, frequencies, w)
                h = torch.index_select(torch.reshape(h, [-1, torch.size(h, -1)]), 0, rows)
                ce = torch.cross_entropy_loss((self).head(h, w), next, None, 2)
                torch.set_grad_enabled(True)
                sums = [torch.detach(ce)]
                total = ce * scale
                if torch.gt(torch.len(head), 0):
                  bytes = (self).byte_losses(h, head, token, slot, value, weight, p, rest, slots)
                  if backbone:
                    total = total + bytes[0] * (scale * byte_weight)
                  else:
                    total = bytes[0] * (scale * byte_weight)
                  if torch.gt(kl_weight, 0.):
                    total = total + bytes[1] * (scale * kl_weight)
                  for b in bytes:
                    sums.append(torch.detach(b))
                wanted = annotate(List[Tensor], [])
                if backbone:
                  for x in w:
                    wanted.append(x)
                for x in head:
                  wanted.append(x)
                for g in torch.grad([total], wanted):
                  sums.append(unchecked_cast(Tensor, g))
                torch.set_grad_enabled(False)
                return sums
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
              def losses(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], head: List[Tensor], rows: Tensor, next: Tensor, token: Tensor, slot: Tensor, value: Tensor, weight: Tensor, p: Tensor, rest: Tensor, slots: int) -> List[Tensor]:
                torch.set_grad_enabled(False)
                h = (self).hidden(ids, positions, mask, frequencies, w)
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
