# The norms of the families, over the last dimension of x (..., width), with a gain (width). Constant: EPSILON.


# x / sqrt(mean x^2), in float32
def root_mean_square(self, x: Tensor) -> Tensor:
    h = self.at_least_float32(x)
    return h * torch.rsqrt(torch.mean(h * h, [-1], True) + EPSILON)


# RMSNorm (arXiv 1910.07467), cast back before the gain.
def rms_norm(self, x: Tensor, gain: Tensor) -> Tensor:
    return gain * torch.type_as(self.root_mean_square(x), x)


# The same with the gain in float32, cast back at the end.
def rms_norm_in_float32(self, x: Tensor, gain: Tensor) -> Tensor:
    return torch.type_as(self.at_least_float32(gain) * self.root_mean_square(x), x)


# The same with a gain of 1 + gain: Gemma stores gains around 0.
def rms_norm_around_one(self, x: Tensor, gain: Tensor) -> Tensor:
    return torch.type_as(self.root_mean_square(x) * (self.at_least_float32(gain) + 1.0), x)


# LayerNorm (arXiv 1607.06450): mean and variance, with gain and bias.
def layer_norm(self, x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], gain, bias, EPSILON)
