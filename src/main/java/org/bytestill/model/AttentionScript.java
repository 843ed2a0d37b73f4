package org.bytestill.model;


/**
 * The script's methods {@code attend}, {@code attend_tree}, {@code text_masks} and {@code tree_masks}: who sees whom, in layers that see everything
 * (mask 0) and in sliding ones (mask 1), and the attention itself. An empty mask is causal attention without a mask, which is
 * the fastest.
 */
final class AttentionScript {
    private AttentionScript() {}

    static String of(Architecture architecture) {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        boolean slides = architecture.slides();
        double cap = family.attentionSoftCap(config);
        String explicit = cap == 0 ? "" : EXPLICIT;
        return (CAUSAL + EVERY_HEAD + TEXT_MASKS + TREE_MASKS)
                .replace("SLIDING_TEXT\n", slides ? SLIDING_TEXT : "")
                .replace("SLIDING_TREE\n", slides ? SLIDING_TREE : "")
                .replace("OF_SLIDING", slides ? "(self).tree_mask(masks[1], like)" : "every")
                .replace("EXPLICIT\n", explicit)
                .replace("WINDOW", Integer.toString(family.window(config)))
                + (cap == 0 ? FUSED + FUSED_TREE : CAPPED.replace("CAPPED_LOGITS", DecoderScript.capped("l", cap)) + CAPPED_TREE);
    }

    // A position sees itself and the window - 1 before it.
    private static final String CAUSAL = """
              def causal(self: __torch__.M, length: int, window: int, like: Tensor) -> Tensor:
                every = torch.ones([length, length], dtype=11, layout=None, device=ops.prim.device(like), pin_memory=None)
                return torch.triu(torch.tril(every), 1 - window)
            """;

    // mask: empty for causal, or who sees whom in a padded text or in a tree, whose positions are depths.
    private static final String TEXT_MASKS = """
              def text_masks(self: __torch__.M, mask: Tensor, positions: Tensor, length: int, like: Tensor) -> List[Tensor]:
                full = mask
            EXPLICIT
                sliding = full
            SLIDING_TEXT
                return [full, sliding]
            """;

    private static final String EXPLICIT = """
                if torch.eq(torch.numel(full), 0):
                  full = (self).causal(length, length, like)
            """;

    private static final String SLIDING_TEXT = """
                if torch.gt(length, WINDOW):
                  if torch.eq(torch.numel(mask), 0):
                    sliding = (self).causal(length, WINDOW, like)
                  else:
                    near = torch.lt(torch.unsqueeze(positions, -1) - torch.unsqueeze(positions, -2), WINDOW)
                    sliding = torch.logical_and(full, torch.unsqueeze(near, -3))
            """;

    // mask: (new, all), or (batch, 1, new, all), or empty for a text read from its start; depths: place in the text of all positions.
    private static final String TREE_MASKS = """
              def tree_masks(self: __torch__.M, mask: Tensor, depths: Tensor, length: int, like: Tensor) -> List[Tensor]:
                if torch.eq(torch.numel(mask), 0):
                  masks = (self).text_masks(mask, depths, length, like)
                else:
                  full = torch.to(mask, 11)
                  sliding = full
            SLIDING_TREE
                  masks = [full, sliding]
                every = (self).tree_mask(masks[0], like)
                return [every, OF_SLIDING]
            """;

    private static final String SLIDING_TREE = """
                  new = torch.slice(depths, -1, torch.size(depths, -1) - length, 9223372036854775807)
                  near = torch.lt(torch.unsqueeze(new, -1) - torch.unsqueeze(depths, -2), WINDOW)
                  if torch.eq(torch.dim(full), 4):
                    near = torch.unsqueeze(near, 1)
                  sliding = torch.logical_and(full, near)
            """;

    // Rotated queries and keys may be wider than what was multiplied. Grouped heads are repeated by hand: with the operator's own
    // grouping, the CPU falls back to a path that holds all products of queries and keys.
    private static final String FUSED = """
              def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
                q = torch.type_as(q, v)
                k = (self).every_head(torch.type_as(k, v))
                v = (self).every_head(v)
                if torch.eq(torch.numel(mask), 0):
                  y = torch.scaled_dot_product_attention(q, k, v, None, 0., True, scale=scale)
                else:
                  if torch.ne(ops.prim.dtype(mask), 11):
                    mask = torch.type_as(mask, v)
                  y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=scale)
                return torch.reshape(torch.transpose(y, 1, 2), [torch.size(q, 0), torch.size(q, 2), HEADS * HEAD_SIZE])
            """;

    // One document: queries (1, heads, new, size), keys and values (key/value heads, all, size). The heads of a group look at the same
    // keys, so key/value heads stand as the batch and nothing is repeated; the mask is made a number once for all layers.
    private static final String FUSED_TREE = """
              def tree_mask(self: __torch__.M, mask: Tensor, like: Tensor) -> Tensor:
                if torch.gt(torch.numel(mask), 0):
                  zeros = torch.zeros(torch.size(mask), dtype=ops.prim.dtype(like), layout=None, device=ops.prim.device(like), pin_memory=None)
                  mask = torch.masked_fill(zeros, torch.logical_not(mask), -inf)
                return mask
              def attend_tree(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
                group = torch.floordiv(HEADS, KEY_VALUE_HEADS)
                q = torch.reshape(torch.type_as(q, v), [KEY_VALUE_HEADS, group, torch.size(q, 2), HEAD_SIZE])
                k = torch.expand(torch.unsqueeze(k, 1), [-1, group, -1, -1])
                v = torch.expand(torch.unsqueeze(v, 1), [-1, group, -1, -1])
                if torch.eq(torch.numel(mask), 0):
                  y = torch.scaled_dot_product_attention(q, k, v, None, 0., True, scale=scale)
                else:
                  y = torch.scaled_dot_product_attention(q, k, v, torch.type_as(mask, v), 0., False, scale=scale)
                y = torch.reshape(y, [HEADS, torch.size(q, 2), HEAD_SIZE])
                return torch.reshape(torch.transpose(y, 0, 1), [1, torch.size(q, 2), HEADS * HEAD_SIZE])
            """;

    private static final String CAPPED_TREE = """
              def tree_mask(self: __torch__.M, mask: Tensor, like: Tensor) -> Tensor:
                return mask
              def attend_tree(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
                return (self).attend(q, torch.unsqueeze(k, 0), torch.unsqueeze(v, 0), mask, scale)
            """;

    private static final String EVERY_HEAD = """
              def every_head(self: __torch__.M, x: Tensor) -> Tensor:
                group = torch.floordiv(HEADS, KEY_VALUE_HEADS)
                if torch.gt(group, 1):
                  each = torch.expand(torch.unsqueeze(x, 2), [-1, -1, group, -1, -1])
                  x = torch.reshape(each, [torch.size(x, 0), HEADS, torch.size(x, 2), HEAD_SIZE])
                return x
            """;

    // The fused operator has no soft cap. Softmax in float32 whatever the number format, as in the reference.
    private static final String CAPPED = """
              def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
                q = torch.type_as(q, v)
                k = (self).every_head(torch.type_as(k, v))
                v = (self).every_head(v)
                l = torch.matmul(q, torch.transpose(k, 2, 3)) * scale
                l = torch.masked_fill(CAPPED_LOGITS, torch.logical_not(mask), -inf)
                y = torch.matmul(torch.type_as(torch.softmax((self).wide(l), -1, None), v), v)
                return torch.reshape(torch.transpose(y, 1, 2), [torch.size(q, 0), torch.size(q, 2), HEADS * HEAD_SIZE])
            """;
}
