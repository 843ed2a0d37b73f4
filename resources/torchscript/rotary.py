# Rotary position embedding (RoPE, arXiv 2104.09864): cosine and sine for each kind of layer, full and sliding, and the turning of heads.
#
# Constants, one entry for each rotation that differs: NEAR_ROWS and FAR_ROWS, its rows in the table of frequencies, -1 for no far one;
# FAR_FROM, the positions from which a text is far; MAGNITUDES. FREQUENCY_ROWS of the table; 0 for learned positions.
# TURNED elements of HEAD_SIZE turn. ROTATES_IN_FLOAT32: whether cosine and sine stay float32 whatever the weights' number format.


# positions (positions) or (batch, positions), frequencies (pairs) or, where the text's length decides, (positions, pairs).
def turn(self, positions: Tensor, frequencies: Tensor, magnitude: float, like: Tensor) -> Tuple[Tensor, Tensor]:
    f = torch.unsqueeze(positions, -1) * frequencies
    f = torch.unsqueeze(torch.cat([f, f], -1), -3)
    cos = torch.cos(f) * magnitude
    sin = torch.sin(f) * magnitude
    if not ROTATES_IN_FLOAT32:
        cos = torch.type_as(cos, like)
        sin = torch.type_as(sin, like)
    return (cos, sin)


# furthest: the last position of the text of each position, or of all. A text's length decides for all its positions; read piece by
# piece, the length up to each position.
def angles(
    self, positions: Tensor, furthest: Tensor, frequencies: Tensor, like: Tensor
) -> Tuple[List[Tensor], List[Tensor]]:
    cos = annotate(List[Tensor], [])
    sin = annotate(List[Tensor], [])
    if FREQUENCY_ROWS == 0:
        cos = [positions, positions]
        sin = [positions, positions]
    else:
        near_rows = NEAR_ROWS
        far_rows = FAR_ROWS
        far_from = FAR_FROM
        magnitudes = MAGNITUDES
        table = torch.view(frequencies, [FREQUENCY_ROWS, -1])
        for kind in range(len(near_rows)):
            row = torch.select(table, 0, near_rows[kind])
            if far_rows[kind] >= 0:
                is_far = torch.unsqueeze(torch.ge(furthest, far_from[kind]), -1)
                row = torch.where(is_far, torch.select(table, 0, far_rows[kind]), row)
            c, s = self.turn(positions, row, magnitudes[kind], like)
            cos.append(c)
            sin.append(s)
        if len(near_rows) == 1:
            cos.append(cos[0])
            sin.append(sin[0])
    return (cos, sin)


# x (batch, heads, positions, head size): the first elements turn, element i with element i + TURNED / 2.
def rotate(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    turning = x
    if TURNED < HEAD_SIZE:
        turning = torch.slice(x, -1, 0, TURNED)
    a, b = torch.chunk(turning, 2, -1)
    t = turning * cos + torch.cat([torch.neg(b), a], -1) * sin
    if TURNED < HEAD_SIZE:
        t = torch.cat([t, torch.slice(x, -1, TURNED, 9223372036854775807)], -1)
    if ROTATES_IN_FLOAT32:
        t = torch.type_as(t, x)
    return t
