package org.bytestill.student;

/** The TorchScript of {@link TokenHeadRows}, appended to a decoder's. */
final class TokenHeadScript {
    private TokenHeadScript() {}

    // h: (batch, positions, hidden); at: flat places in it (n). Rows are (n, vocabulary). head_gradient makes
    // p * (the value of each id's group + factors at some flat places) + what some flat places have of their own. head_back takes the gradient by the logits of
    // such rows; it adds to sum, the gradient by h as (all, hidden), and to head_sum, nothing or one gradient by the head's matrix; if
    // that is wanted and there is none yet, it is the result. slope: of the cap at the logits, empty without a cap. add_by_matrix adds
    // the gradient by the head's matrix; in another number format column by column, so that no second matrix is held.
    static final String METHODS = """
              def states_at(self: __torch__.M, h: Tensor, at: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.index_select(torch.reshape(torch.detach(h), [-1, torch.size(h, -1)]), 0, at)
              def logits_at(self: __torch__.M, h: Tensor, at: Tensor, w: List[Tensor], compute: int) -> Tensor:
                x = (self).narrow((self).states_at(h, at), compute)
                return (self).capped(torch.linear(x, (self).narrow(torch.detach((self).head_matrix(w)), compute)))
              def head_probabilities(self: __torch__.M, h: Tensor, at: Tensor, w: List[Tensor], compute: int) -> List[Tensor]:
                z = (self).logits_at(h, at, w, compute)
                return [torch.softmax(z, -1), (self).cap_slope(z)]
              def head_gradient(self: __torch__.M, p: Tensor, group_of: Tensor, by_group: Tensor, factor_at: Tensor, factors: Tensor, own_at: Tensor, own: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                z = torch.index_select(by_group, 1, group_of)
                flat = torch.index_add_(torch.reshape(z, [-1]), 0, factor_at, factors)
                z = torch.mul_(z, p)
                flat = torch.index_add_(torch.reshape(z, [-1]), 0, own_at, own)
                return z
              def head_back(self: __torch__.M, h: Tensor, at: Tensor, w: List[Tensor], slope: Tensor, by_logits: Tensor, by_hidden: bool, by_head: bool, sum: Tensor, head_sum: List[Tensor], compute: int) -> List[Tensor]:
                x = (self).narrow((self).states_at(h, at), compute)
                whole = torch.detach((self).head_matrix(w))
                z = by_logits
                if torch.gt(torch.numel(slope), 0):
                  z = z * slope
                z = (self).narrow(z, compute)
                if by_hidden:
                  added = torch.index_add_(sum, 0, at, torch.type_as(torch.matmul(z, (self).narrow(whole, compute)), sum))
                result = annotate(List[Tensor], [])
                if by_head:
                  if torch.gt(torch.len(head_sum), 0):
                    matrix = head_sum[0]
                  else:
                    matrix = torch.zeros_like(whole)
                    result.append(matrix)
                  matrix = (self).add_by_matrix(matrix, z, x)
                return result
              def add_by_matrix(self: __torch__.M, sum: Tensor, z: Tensor, x: Tensor) -> Tensor:
                if torch.eq(ops.prim.dtype(z), ops.prim.dtype(sum)):
                  sum = torch.addmm_(sum, torch.t(z), x)
                else:
                  for j in range(torch.floordiv(torch.size(z, 1) + 4095, 4096)):
                    column = j * 4096
                    piece = torch.matmul(torch.t(torch.slice(z, 1, column, column + 4096)), x)
                    piece = torch.add_(torch.slice(sum, 0, column, column + 4096), piece)
                return sum
              def no_gradient(self: __torch__.M, h: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.zeros_like(torch.reshape(torch.detach(h), [-1, torch.size(h, -1)]))
              def shaped(self: __torch__.M, x: Tensor, like: Tensor) -> Tensor:
                return torch.view_as(x, like)
            """;
}
