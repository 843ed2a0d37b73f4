# The token head over chosen hidden states, for losses that need all next-token distributions before any gradient is known: forward and
# backward, both piece by piece. Appended to decoder.py.
#
#   hidden    (batch, positions, hidden)
#   places    (n) int64, the chosen states, counted over batch x positions
#   weights   the decoder's
#   compute   number format of products, unless everything is float64


# (n, hidden)
def hidden_at(self, hidden: Tensor, places: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    return torch.index_select(torch.reshape(torch.detach(hidden), [-1, hidden.size(-1)]), 0, places)


# The next-token distributions (n, vocabulary), and the slope of the cap at their logits, empty without a cap.
def token_head_forward(
    self, hidden: Tensor, places: Tensor, weights: List[Tensor], compute: int
) -> Tuple[Tensor, Tensor]:
    x = self.in_compute_dtype(self.hidden_at(hidden, places), compute)
    z = self.capped(torch.linear(x, self.in_compute_dtype(torch.detach(self.head_matrix(weights)), compute)))
    return (torch.softmax(z, -1), self.cap_slope(z))


# The gradient with respect to the logits (n, vocabulary): probabilities * (the value of each id's group + factors at some places)
# + what some places have of their own. Places are counted over n x vocabulary.
def grad_logits(
    self,
    probabilities: Tensor,  # (n, vocabulary)
    group_of: Tensor,       # (vocabulary) int64
    grad_group: Tensor,     # (n, groups)
    factor_places: Tensor,  # (f) int64
    factors: Tensor,        # (f)
    own_places: Tensor,     # (a) int64
    own: Tensor,            # (a)
) -> Tensor:
    torch.set_grad_enabled(False)
    z = torch.index_select(grad_group, 1, group_of)
    flat = torch.index_add_(torch.reshape(z, [-1]), 0, factor_places, factors)
    z = torch.mul_(z, probabilities)
    flat = torch.index_add_(torch.reshape(z, [-1]), 0, own_places, own)
    return z


# From the gradient with respect to the logits to those with respect to hidden states and the head's matrix. Adds to grad_hidden
# (batch x positions, hidden) and to token_head_sum. Returns the gradient with respect to the matrix if it is wanted and there was no sum
# to add it to, else nothing.
def token_head_backward(
    self,
    hidden: Tensor,
    places: Tensor,
    weights: List[Tensor],
    slope: Tensor,        # (n, vocabulary) of the cap at the logits; empty without a cap
    grad_logits: Tensor,  # (n, vocabulary)
    wants_grad_hidden: bool,
    wants_grad_token_head: bool,
    grad_hidden: Tensor,
    token_head_sum: List[Tensor],  # nothing, or the gradient so far (vocabulary, hidden)
    compute: int,
) -> List[Tensor]:
    x = self.in_compute_dtype(self.hidden_at(hidden, places), compute)
    whole = torch.detach(self.head_matrix(weights))
    z = grad_logits
    if slope.numel() > 0:
        z = z * slope
    z = self.in_compute_dtype(z, compute)
    if wants_grad_hidden:
        gradient = torch.matmul(z, self.in_compute_dtype(whole, compute))
        added = torch.index_add_(grad_hidden, 0, places, torch.type_as(gradient, grad_hidden))
    result = annotate(List[Tensor], [])
    if wants_grad_token_head:
        if len(token_head_sum) > 0:
            matrix = token_head_sum[0]
        else:
            matrix = torch.zeros_like(whole)
            result.append(matrix)
        matrix = self.add_grad_token_head(matrix, z, x)
    return result


# Adds z^T x: z (n, vocabulary), x (n, hidden), sum (vocabulary, hidden). In another number format rows of the sum at a time, so that no
# second matrix is held.
def add_grad_token_head(self, sum: Tensor, z: Tensor, x: Tensor) -> Tensor:
    if z.dtype == sum.dtype:
        sum = torch.addmm_(sum, torch.t(z), x)
    else:
        for j in range((z.size(1) + 4095) // 4096):
            begin = j * 4096
            piece = torch.matmul(torch.t(torch.slice(z, 1, begin, begin + 4096)), x)
            piece = torch.add_(torch.slice(sum, 0, begin, begin + 4096), piece)
    return sum


# Zeros (batch x positions, hidden), to which gradients are added.
def zero_grad_hidden(self, hidden: Tensor) -> Tensor:
    torch.set_grad_enabled(False)
    return torch.zeros_like(torch.reshape(torch.detach(hidden), [-1, hidden.size(-1)]))


def in_shape_of(self, x: Tensor, like: Tensor) -> Tensor:
    return torch.view_as(x, like)
