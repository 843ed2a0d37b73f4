package org.bytestill.student;

/** The TorchScript of {@link TokenHeadRows}, appended to a decoder's. */
final class TokenHeadScript {
    private TokenHeadScript() {}

    // h: (batch, positions, hidden); at: flat places in it (n). An open piece is its probabilities (n, vocabulary) and, with their
    // graph, its logits and states; closing takes the gradient by the logits and adds to sum, the gradient by h as (all, hidden).
    // head_sum: nothing, or what the gradient by the head's matrix is added to; without it, that gradient is the result.
    static final String METHODS = """
              def states_at(self: __torch__.M, h: Tensor, at: Tensor) -> Tensor:
                return torch.index_select(torch.reshape(torch.detach(h), [-1, torch.size(h, -1)]), 0, at)
              def head_rows(self: __torch__.M, h: Tensor, at: Tensor, w: List[Tensor]) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.contiguous((self).log_probabilities((self).states_at(h, at), w))
              def head_open(self: __torch__.M, h: Tensor, at: Tensor, w: List[Tensor], by_hidden: bool, by_head: bool) -> List[Tensor]:
                torch.set_grad_enabled(False)
                x = torch.requires_grad_((self).states_at(h, at), by_hidden)
                if by_head:
                  m = torch.requires_grad_((self).head_matrix(w), True)
                torch.set_grad_enabled(True)
                z = (self).head(x, w)
                torch.set_grad_enabled(False)
                return [torch.softmax(torch.detach(z), -1), z, x]
              def head_close(self: __torch__.M, z: Tensor, x: Tensor, at: Tensor, w: List[Tensor], by_logits: Tensor, by_hidden: bool, by_head: bool, sum: Tensor, head_sum: List[Tensor]) -> List[Tensor]:
                wanted = annotate(List[Tensor], [])
                if by_hidden:
                  wanted.append(x)
                if by_head:
                  wanted.append((self).head_matrix(w))
                g = torch.grad([z], wanted, annotate(List[Optional[Tensor]], [by_logits]))
                torch.set_grad_enabled(False)
                if by_hidden:
                  added = torch.index_add_(sum, 0, at, unchecked_cast(Tensor, g[0]))
                result = annotate(List[Tensor], [])
                if by_head:
                  by = unchecked_cast(Tensor, g[torch.len(g) - 1])
                  if torch.gt(torch.len(head_sum), 0):
                    by = torch.add_(head_sum[0], by)
                  else:
                    result.append(by)
                return result
              def no_gradient(self: __torch__.M, h: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return torch.zeros_like(torch.reshape(torch.detach(h), [-1, torch.size(h, -1)]))
              def shaped(self: __torch__.M, x: Tensor, like: Tensor) -> Tensor:
                return torch.view_as(x, like)
            """;
}
