# A decoder-only transformer: embedding, blocks, last norm, token head. One text for every family, into which the family sets the
# two halves of its block.
#
# Words in capitals are replaced before the text is compiled: constants of config.json and of the list of weights (DecoderScript),
# and the lines that a family writes (AFTER_EMBEDDING, BEFORE_ATTENTION, AFTER_ATTENTION, AFTER_BLOCKS).
# Number formats: 4 int64, 6 float32, 7 float64, 11 bool.
#
# Arguments that many functions share:
#   ids          (batch, positions) int64
#   positions    (positions) float of texts, (batch, positions) of branches or of a tree's nodes, whose place in the text is their depth
#   mask         bool, broadcast to (batch, heads, queries, keys): who sees whom; empty for causal attention
#   frequencies  (rows x pairs) float, the rotations' angular frequencies; empty for learned positions
#   weights      all weights of the decoder, in the order of Architecture.parameters
#   offset       place of a block's first weight, or of the last norm's, in the list
#   x            (batch, positions, hidden), the residual stream
#   q            (batch, heads, positions, head size), queries
#   k, v         (batch, key/value heads, positions, head size), keys and values
#   cos, sin     (positions, elements that turn), or with a batch (batch, 1, ...); one pair for each kind of layer, full and sliding


def at_least_float32(self, x: Tensor) -> Tensor:
    if x.dtype != 7:
        x = torch.to(x, 6)
    return x


# In the number format of products, unless everything is float64.
def in_compute_dtype(self, x: Tensor, compute: int) -> Tensor:
    if x.dtype != 7:
        x = torch.to(x, compute)
    return x


# From the tokens' vectors x to the residual stream.
def after_embedding(self, x: Tensor, positions: Tensor, weights: List[Tensor]) -> Tensor:
    AFTER_EMBEDDING
    return x


def embed(self, ids: Tensor, positions: Tensor, weights: List[Tensor]) -> Tensor:
    return self.after_embedding(torch.embedding(weights[0], ids), positions, weights)


# (batch, positions, heads x head size) -> (batch, heads, positions, head size)
def split_heads(self, x: Tensor, heads: int) -> Tensor:
    return torch.transpose(torch.view(x, [x.size(0), x.size(1), heads, HEAD_SIZE]), 1, 2)


# The first half of a block: rotated queries, rotated keys, values.
def before_attention(
    self, layer: int, x: Tensor, weights: List[Tensor], offset: int, cos: Tensor, sin: Tensor
) -> Tuple[Tensor, Tensor, Tensor]:
    BEFORE_ATTENTION
    return (q, k, v)


# The second half: from the residual stream x and the attention's result y (batch, positions, heads x head size) to the next x.
def after_attention(self, layer: int, x: Tensor, y: Tensor, weights: List[Tensor], offset: int) -> Tensor:
    AFTER_ATTENTION
    return x


# The last norm.
def after_blocks(self, x: Tensor, weights: List[Tensor], offset: int) -> Tensor:
    AFTER_BLOCKS
    return x


# One block: the next x, and the block's own keys and values.
def block(
    self,
    layer: int,
    x: Tensor,
    masks: List[Tensor],  # of full layers, of sliding ones
    cos: List[Tensor],
    sin: List[Tensor],
    weights: List[Tensor],
    offset: int,
    seen: List[Tensor],  # nothing, or keys and values that stand before the block's own: those of the text that branches hang from
    packing: List[Tensor],  # of packed documents, as attend_packed takes it, or nothing
) -> Tuple[Tensor, Tensor, Tensor]:
    kinds = LAYER_KINDS
    kind = kinds[layer]
    scales = ATTENTION_SCALES
    q, k, v = self.before_attention(layer, x, weights, offset, cos[kind], sin[kind])
    keys = k
    values = v
    if len(seen) > 0:
        keys = torch.cat([seen[0], k], 2)
        values = torch.cat([seen[1], v], 2)
    if len(packing) > 0:
        y = self.attend_packed(q, k, v, packing, masks, kind, scales[layer])
    else:
        y = self.attend(q, keys, values, masks[kind], scales[layer])
    return (self.after_attention(layer, x, y, weights, offset), k, v)


# The hidden states after the last norm (batch, positions, hidden), from which every head predicts.
def hidden_states(self, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, weights: List[Tensor]) -> Tensor:
    x = self.embed(ids, positions, weights)
    cos, sin = self.angles(positions, torch.max(positions), frequencies, x)
    masks = self.text_masks(mask, positions, ids.size(1), x)
    none = annotate(List[Tensor], [])
    for layer in range(LAYERS):
        offset = FIRST_OF_BLOCKS + WEIGHTS_OF_BLOCK * layer
        x, k, v = self.block(layer, x, masks, cos, sin, weights, offset, none, none)
    return self.after_blocks(x, weights, LAST_NORM)


# The same of a batch of one: (positions, hidden).
def hidden_states_of_one(self, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, weights: List[Tensor]) -> Tensor:
    return torch.select(self.hidden_states(ids, positions, mask, frequencies, weights), 0, 0)


# The token head's matrix (vocabulary, hidden).
def head_matrix(self, weights: List[Tensor]) -> Tensor:
    return weights[HEAD_WEIGHT]


# Logits in float32, z -> c tanh(z / c) if the family caps them.
def capped(self, logits: Tensor) -> Tensor:
    if LOGIT_CAP > 0.0:
        logits = torch.tanh(logits * INVERSE_LOGIT_CAP) * LOGIT_CAP
    return self.at_least_float32(logits)


# The cap's derivative from its result: 1 - (z / c)^2; empty if there is no cap.
def cap_slope(self, capped: Tensor) -> Tensor:
    slope = torch.slice(capped, 0, 0, 0)
    if LOGIT_CAP > 0.0:
        slope = 1.0 - torch.square(capped * INVERSE_LOGIT_CAP)
    return slope


# hidden (..., hidden) -> (..., vocabulary)
def token_head(self, hidden: Tensor, weights: List[Tensor]) -> Tensor:
    matrix = weights[HEAD_WEIGHT]
    return self.capped(torch.linear(torch.type_as(hidden, matrix), matrix))


# (batch, positions, vocabulary)
def logits(self, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, weights: List[Tensor]) -> Tensor:
    return self.token_head(self.hidden_states(ids, positions, mask, frequencies, weights), weights)


# Next-token distributions of rows start to end of hidden (rows, hidden): (end - start, vocabulary).
def next_token_probabilities(self, hidden: Tensor, start: int, end: int, weights: List[Tensor]) -> Tensor:
    return torch.contiguous(torch.softmax(self.token_head(torch.slice(hidden, 0, start, end), weights), -1, None))


# Log-probability of a token at each of some places: places (n) in batch x positions, tokens (n) -> (n). Never more than 512 rows of
# the vocabulary at once.
def token_log_probabilities(
    self,
    ids: Tensor,
    positions: Tensor,
    mask: Tensor,
    frequencies: Tensor,
    weights: List[Tensor],
    places: Tensor,
    tokens: Tensor,
) -> Tensor:
    hidden = self.hidden_states(ids, positions, mask, frequencies, weights)
    hidden = torch.index_select(torch.reshape(hidden, [-1, hidden.size(-1)]), 0, places)
    out = annotate(List[Tensor], [])
    for i in range((hidden.size(0) + 511) // 512):
        begin = i * 512
        p = torch.log_softmax(self.token_head(torch.slice(hidden, 0, begin, begin + 512), weights), -1)
        t = torch.unsqueeze(torch.slice(tokens, 0, begin, begin + 512), 1)
        out.append(torch.squeeze(torch.gather(p, 1, t), 1))
    return torch.cat(out)


# Mean cross-entropy of the labels (batch, positions; -100 for none) that follow each position, and its gradient with respect to each
# tensor of trained.
def loss_and_gradients(
    self,
    ids: Tensor,
    positions: Tensor,
    mask: Tensor,
    frequencies: Tensor,
    weights: List[Tensor],
    labels: Tensor,
    trained: List[Tensor],
) -> Tuple[Tensor, List[Tensor]]:
    torch.set_grad_enabled(True)
    z = torch.slice(self.logits(ids, positions, mask, frequencies, weights), 1, 0, -1)
    next = torch.slice(labels, 1, 1, 9223372036854775807)
    loss = torch.cross_entropy_loss(torch.reshape(z, [-1, z.size(-1)]), torch.reshape(next, [-1]), None, 1, -100)
    gradients = annotate(List[Tensor], [])
    for gradient in torch.grad([loss], trained):
        gradients.append(unchecked_cast(Tensor, gradient))
    torch.set_grad_enabled(False)
    return (torch.detach(loss), gradients)


# Reads new positions of several documents, one after the other in ids (all new) and positions (all new), over their key/value caches,
# to which it adds them. Returns their hidden states (all new, hidden).
def extend(
    self,
    ids: Tensor,
    positions: Tensor,
    frequencies: Tensor,
    weights: List[Tensor],
    counts: List[int],       # new positions of each document
    used: List[int],         # positions of each cache so far
    masks: List[Tensor],     # (new, keys) of each document, or empty for causal attention over its start
    depths: List[Tensor],    # (keys), places in the text of what is attended to; empty where the mask is or nothing slides
    attended: List[Tensor],  # (keys) int64, the positions of the cache that are attended to, or empty for all
    keys: List[Tensor],      # (layers, key/value heads, capacity, head size), the caches
    values: List[Tensor],
) -> Tensor:
    x = torch.unsqueeze(self.embed(ids, positions, weights), 0)
    cos, sin = self.angles(positions, positions, frequencies, x)
    seen = annotate(List[List[Tensor]], [])
    for d in range(len(counts)):
        seen.append(self.tree_masks(masks[d], depths[d], counts[d], x))
    kinds = LAYER_KINDS
    scales = ATTENTION_SCALES
    for layer in range(LAYERS):
        offset = FIRST_OF_BLOCKS + WEIGHTS_OF_BLOCK * layer
        kind = kinds[layer]
        q, k, v = self.before_attention(layer, x, weights, offset, cos[kind], sin[kind])
        ys = annotate(List[Tensor], [])
        start = 0
        for d in range(len(counts)):
            n = counts[d]
            kd = torch.select(keys[d], 0, layer)
            vd = torch.select(values[d], 0, layer)
            torch.copy_(torch.narrow(kd, 1, used[d], n), torch.narrow(torch.select(k, 0, 0), 1, start, n))
            torch.copy_(torch.narrow(vd, 1, used[d], n), torch.narrow(torch.select(v, 0, 0), 1, start, n))
            if attended[d].numel() > 0:
                kd = torch.index_select(kd, 1, attended[d])
                vd = torch.index_select(vd, 1, attended[d])
            else:
                kd = torch.narrow(kd, 1, 0, used[d] + n)
                vd = torch.narrow(vd, 1, 0, used[d] + n)
            seen_here = seen[d]
            ys.append(self.attend_tree(torch.narrow(q, 2, start, n), kd, vd, seen_here[kind], scales[layer]))
            start = start + n
        x = self.after_attention(layer, x, torch.cat(ys, 1), weights, offset)
    return torch.select(self.after_blocks(x, weights, LAST_NORM), 0, 0)


# (layers, key/value heads, capacity, head size), to be written yet.
def empty_cache(self, capacity: int, like: Tensor) -> Tensor:
    return torch.empty([LAYERS, KEY_VALUE_HEADS, capacity, HEAD_SIZE], dtype=like.dtype, layout=None, device=like.device, pin_memory=None)


# A larger cache with the first positions of this one.
def grown_cache(self, cache: Tensor, used: int, capacity: int) -> Tensor:
    grown = self.empty_cache(capacity, cache)
    torch.copy_(torch.narrow(grown, 2, 0, used), torch.narrow(cache, 2, 0, used))
    return grown


def select_rows(self, hidden: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(hidden, 0, rows)
