package org.bytestill.model;

import java.util.List;

/** The script's methods {@code angles} and {@code rotate}: cosine and sine of every kind of layer, and the turning of heads. */
final class RotaryScript {
    private RotaryScript() {}

    static String of(Architecture architecture) {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        List<Rope> ropes = architecture.ropes();
        if (ropes.isEmpty()) {
            return WITHOUT;
        }
        StringBuilder kinds = new StringBuilder();
        int row = 0;
        for (Rope rope : ropes) {
            String near = "torch.select(f, 0, " + row + ")";
            // A text's length decides for all its positions; read piece by piece, the length up to each position.
            String frequencies = rope.farFrequencies() == null ? near : "torch.where(torch.unsqueeze(torch.ge(furthest, " + rope.farFrom()
                    + "), -1), torch.select(f, 0, " + (row + 1) + "), " + near + ")";
            kinds.append("    c, s, = (self).turn(positions, ").append(frequencies).append(", ").append(ScriptWriter.literal(rope.magnitude()))
                    .append(", like)\n    cos.append(c)\n    sin.append(s)\n");
            row += rope.rows();
        }
        if (ropes.size() == 1) {
            kinds.append("    cos.append(c)\n    sin.append(s)\n");
        }
        Rope rope = ropes.get(0);
        return ANGLES
                .replace("FREQUENCY_ROWS", Integer.toString(row))
                .replace("ANGLES_OF_KINDS\n", kinds)
                .replace("COS", typed(family, "torch.cos(f) * magnitude"))
                .replace("SIN", typed(family, "torch.sin(f) * magnitude"))
                + (rope.turned() < config.headSize() ? PART.replace("SPAN", Integer.toString(rope.turned())) : WHOLE)
                .replace("ROTATED", family.rotatesInFloat32() ? "torch.type_as(t, x)" : "t");
    }

    private static String typed(Family family, String expression) {
        return family.rotatesInFloat32() ? expression : "torch.type_as(" + expression + ", like)";
    }

    // furthest: the last position of the text of each position, or of all.
    private static final String ANGLES = """
              def turn(self: __torch__.M, positions: Tensor, frequencies: Tensor, magnitude: float, like: Tensor) -> Tuple[Tensor, Tensor]:
                f = torch.unsqueeze(positions, -1) * frequencies
                f = torch.unsqueeze(torch.cat([f, f], -1), -3)
                return (COS, SIN)
              def angles(self: __torch__.M, positions: Tensor, furthest: Tensor, frequencies: Tensor, like: Tensor) -> Tuple[List[Tensor], List[Tensor]]:
                f = torch.view(frequencies, [FREQUENCY_ROWS, -1])
                cos = annotate(List[Tensor], [])
                sin = annotate(List[Tensor], [])
            ANGLES_OF_KINDS
                return (cos, sin)
            """;

    private static final String WHOLE = """
              def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                a, b, = torch.chunk(x, 2, -1)
                t = x * cos + torch.cat([torch.neg(b), a], -1) * sin
                return ROTATED
            """;

    private static final String PART = """
              def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                r = torch.slice(x, -1, 0, SPAN)
                a, b, = torch.chunk(r, 2, -1)
                t = r * cos + torch.cat([torch.neg(b), a], -1) * sin
                t = torch.cat([t, torch.slice(x, -1, SPAN, 9223372036854775807)], -1)
                return ROTATED
            """;

    private static final String WITHOUT = """
              def angles(self: __torch__.M, positions: Tensor, furthest: Tensor, frequencies: Tensor, like: Tensor) -> Tuple[List[Tensor], List[Tensor]]:
                return ([positions, positions], [positions, positions])
            """;
}
