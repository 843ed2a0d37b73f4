# Euclidean norm of all gradients together.
def norm(self, gradients: List[Tensor]) -> Tensor:
    return torch.norm(torch.stack(torch._foreach_norm(gradients, 2, dtype=6)))


# One step of AdamW (arXiv 1711.05101), in place. The lists hold one tensor each.
def adamw(
    self,
    weights: List[Tensor],
    gradient: Tensor,              # float32 or bfloat16
    first_moments: List[Tensor],
    second_moments: List[Tensor],
    steps: List[Tensor],           # scalars, the steps so far
    learning_rate: float,
    weight_decay: float,
    factor: float,                 # what the gradient is multiplied by before
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    torch._foreach_add_(steps, 1)
    gradient = torch.to(gradient, 6)
    divisor = torch.full([], 1.0 / factor, dtype=6, layout=None, device=gradient.device, pin_memory=None)
    torch._fused_adamw_(
        weights, [gradient], first_moments, second_moments, annotate(List[Tensor], []), steps,
        lr=learning_rate, beta1=0.90000000000000002, beta2=0.999, weight_decay=weight_decay, eps=1e-08,
        amsgrad=False, maximize=False, grad_scale=divisor
    )
    return annotate(List[Tensor], [])
