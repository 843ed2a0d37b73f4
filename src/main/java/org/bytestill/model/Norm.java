package org.bytestill.model;

/** How a family normalises: the body of the script's method {@code norm} over x (..., width), gain g and, if it has one, bias b. */
enum Norm {
    /** Root mean square in float32, cast back before the gain. */
    RMS("""
                h = (self).wide(x)
                h = h * torch.rsqrt(torch.mean(h * h, [-1], True) + EPSILON)
                return g * torch.type_as(h, x)
            """),
    /** Root mean square and gain in float32, cast back at the end. */
    RMS_IN_FLOAT32("""
                h = (self).wide(x)
                h = h * torch.rsqrt(torch.mean(h * h, [-1], True) + EPSILON)
                return torch.type_as((self).wide(g) * h, x)
            """),
    /** The same with a gain of 1 + g: Gemma stores gains around 0. */
    RMS_AROUND_ONE("""
                h = (self).wide(x)
                h = h * torch.rsqrt(torch.mean(h * h, [-1], True) + EPSILON)
                return torch.type_as(h * ((self).wide(g) + 1.), x)
            """),
    /** Mean and variance, with gain and bias. */
    LAYER("""
                return torch.layer_norm(x, [torch.size(x, -1)], g, b, EPSILON)
            """);

    private final String body;

    Norm(String body) {
        this.body = body;
    }

    boolean hasBias() {
        return this == LAYER;
    }

    /** The method definition. */
    String method(double epsilon) {
        String bias = hasBias() ? ", b: Tensor" : "";
        return "  def norm(self: __torch__.M, x: Tensor, g: Tensor" + bias + ") -> Tensor:\n" + body.replace("EPSILON", ScriptWriter.literal(epsilon));
    }
}
