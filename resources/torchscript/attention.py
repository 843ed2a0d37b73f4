# Attention: who sees whom, in layers that see everything (mask 0) and in sliding ones (mask 1), and the attention itself. An empty mask
# is causal attention without a mask, which is the fastest.
#
# Constants: HEADS, KEY_VALUE_HEADS, HEAD_SIZE; SLIDES, whether there are sliding layers, and WINDOW, the positions they see, their own
# among them; ATTENTION_CAP c of the attention's logits, z -> c tanh(z / c), 0.0 for none.


# Each position sees itself and the window - 1 before it: (length, length).
def causal(self, length: int, window: int, like: Tensor) -> Tensor:
    every = torch.ones([length, length], dtype=11, layout=None, device=like.device, pin_memory=None)
    return torch.triu(torch.tril(every), 1 - window)


# mask: empty for causal, or who sees whom in a padded text, whose positions may be a tree's depths.
def text_masks(self, mask: Tensor, positions: Tensor, length: int, like: Tensor) -> List[Tensor]:
    full = mask
    if ATTENTION_CAP > 0.0 and full.numel() == 0:  # computed without the fused operator, which needs no mask
        full = self.causal(length, length, like)
    sliding = full
    if SLIDES and length > WINDOW:
        if mask.numel() == 0:
            sliding = self.causal(length, WINDOW, like)
        else:
            near = torch.unsqueeze(positions, -1) - torch.unsqueeze(positions, -2) < WINDOW
            sliding = torch.logical_and(full, torch.unsqueeze(near, -3))
    return [full, sliding]


# mask: (new, all) or (batch, 1, new, all), or empty for a text read from its start. depths: (all) or (batch, all), places in the text.
# length: the new ones, which are the last.
def tree_masks(self, mask: Tensor, depths: Tensor, length: int, like: Tensor) -> List[Tensor]:
    if mask.numel() == 0:
        masks = self.text_masks(mask, depths, length, like)
    else:
        full = torch.to(mask, 11)
        sliding = full
        if SLIDES:
            new = torch.slice(depths, -1, depths.size(-1) - length, 9223372036854775807)
            near = torch.unsqueeze(new, -1) - torch.unsqueeze(depths, -2) < WINDOW
            if full.dim() == 4:
                near = torch.unsqueeze(near, 1)
            sliding = torch.logical_and(full, near)
        masks = [full, sliding]
    every = self.tree_mask(masks[0], like)
    of_sliding = every
    if SLIDES:
        of_sliding = self.tree_mask(masks[1], like)
    return [every, of_sliding]


# Masks of packed documents: for each group of documents that of full layers, then that of sliding ones.
def packed_masks(self, packing: List[Tensor], positions: Tensor, like: Tensor) -> List[Tensor]:
    masks = annotate(List[Tensor], [])
    causal = torch.slice(packing[0], 0, 0, 0)
    for group in range(1, len(packing)):
        for mask in self.tree_masks(causal, positions, packing[group].size(1), like):
            masks.append(mask)
    return masks


# The mask as numbers to be added to logits, 0 and -inf, made once for all layers; as it is if the attention's logits are capped.
def tree_mask(self, mask: Tensor, like: Tensor) -> Tensor:
    if ATTENTION_CAP == 0.0 and mask.numel() > 0:
        zeros = torch.zeros(mask.size(), dtype=like.dtype, layout=None, device=like.device, pin_memory=None)
        mask = torch.masked_fill(zeros, torch.logical_not(mask), -inf)
    return mask


# (batch, key/value heads, positions, head size) -> (batch, heads, positions, head size). Grouped heads are repeated by hand: with the
# operator's own grouping, the CPU falls back to a path that holds all products of queries and keys.
def every_head(self, x: Tensor) -> Tensor:
    group = HEADS // KEY_VALUE_HEADS
    if group > 1:
        each = torch.expand(torch.unsqueeze(x, 2), [-1, -1, group, -1, -1])
        x = torch.reshape(each, [x.size(0), HEADS, x.size(2), HEAD_SIZE])
    return x


# q (batch, heads, queries, head size), k and v (batch, key/value heads, keys, head size) -> (batch, queries, heads x head size).
# Rotated queries and keys may be of a wider number format than what was multiplied.
def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
    q = torch.type_as(q, v)
    k = self.every_head(torch.type_as(k, v))
    v = self.every_head(v)
    if ATTENTION_CAP > 0.0:
        # The fused operator has no cap. Softmax in float32 whatever the number format, as in the reference.
        logits = torch.matmul(q, torch.transpose(k, 2, 3)) * scale
        logits = torch.tanh(logits * INVERSE_ATTENTION_CAP) * ATTENTION_CAP
        logits = torch.masked_fill(logits, torch.logical_not(mask), -inf)
        y = torch.matmul(torch.type_as(torch.softmax(self.at_least_float32(logits), -1, None), v), v)
    else:
        if mask.numel() == 0:
            y = torch.scaled_dot_product_attention(q, k, v, None, 0.0, True, scale=scale)
        else:
            if mask.dtype != 11:
                mask = torch.type_as(mask, v)
            y = torch.scaled_dot_product_attention(q, k, v, mask, 0.0, False, scale=scale)
    return torch.reshape(torch.transpose(y, 1, 2), [q.size(0), q.size(2), HEADS * HEAD_SIZE])


# Rows of a group of packed documents: x (1, heads, positions, head size), places (documents, longest) -> (documents, heads, longest, head
# size).
def documents_at(self, x: Tensor, places: Tensor) -> Tensor:
    rows = torch.index_select(torch.select(x, 0, 0), 1, torch.reshape(places, [-1]))
    return torch.transpose(torch.reshape(rows, [x.size(1), places.size(0), places.size(1), x.size(3)]), 0, 1)


# Attention of packed documents, each of which sees itself alone: group by group as of padded texts, without a mask unless layers slide.
# q, k, v (1, heads, positions, head size) -> (1, positions, heads x head size). masks: of packed_masks; kind: 0 full, 1 sliding.
#   packing  the place of each position among the rows of all groups (positions) int64; then for each group the places of its documents,
#            padded at the right (documents, longest) int64
def attend_packed(
    self, q: Tensor, k: Tensor, v: Tensor, packing: List[Tensor], masks: List[Tensor], kind: int, scale: float
) -> Tensor:
    ys = annotate(List[Tensor], [])
    for group in range(1, len(packing)):
        places = packing[group]
        mask = masks[2 * group - 2 + kind]
        y = self.attend(self.documents_at(q, places), self.documents_at(k, places), self.documents_at(v, places), mask, scale)
        ys.append(torch.reshape(y, [-1, y.size(2)]))
    return torch.unsqueeze(torch.index_select(torch.cat(ys, 0), 0, packing[0]), 0)


# One document's tree: q (1, heads, new, head size), k and v (key/value heads, keys, head size) -> (1, new, heads x head size). The heads of
# a group look at the same keys, so key/value heads stand as the batch and nothing is repeated.
def attend_tree(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
    if ATTENTION_CAP > 0.0:
        y = self.attend(q, torch.unsqueeze(k, 0), torch.unsqueeze(v, 0), mask, scale)
    else:
        group = HEADS // KEY_VALUE_HEADS
        new = q.size(2)
        q = torch.reshape(torch.type_as(q, v), [KEY_VALUE_HEADS, group, new, HEAD_SIZE])
        k = torch.expand(torch.unsqueeze(k, 1), [-1, group, -1, -1])
        v = torch.expand(torch.unsqueeze(v, 1), [-1, group, -1, -1])
        if mask.numel() == 0:
            y = torch.scaled_dot_product_attention(q, k, v, None, 0.0, True, scale=scale)
        else:
            y = torch.scaled_dot_product_attention(q, k, v, torch.type_as(mask, v), 0.0, False, scale=scale)
        y = torch.reshape(y, [HEADS, new, HEAD_SIZE])
        y = torch.reshape(torch.transpose(y, 0, 1), [1, new, HEADS * HEAD_SIZE])
    return y
