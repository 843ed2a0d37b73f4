# Text generation: texts of different lengths that grow together, and the choice of each one's next token. Appended to decoder.py.
#
# The texts are padded on the left, so that the next token of all stands in the same column. Columns are those of the key/value caches,
# one for each layer: (texts, key/value heads, capacity, head size).
#
#   starts  (texts) int64, the first column of each text; those before it are padding
#   used    columns that the caches hold so far


# Who sees whom, for full layers and for sliding ones: (new, columns), or (texts, 1, new, columns) if some texts are padded. Empty for
# causal attention over texts read from their start, and for one new column that sees all.
def column_masks(self, starts: Tensor, used: int, new: int, padded: bool, like: Tensor) -> List[Tensor]:
    all = used + new
    nothing = torch.empty([0], dtype=11, layout=None, device=like.device, pin_memory=None)
    sees_all = not padded and new == 1
    if not padded and used == 0 and new > 1:
        masks = self.text_masks(nothing, nothing, new, like)
    else:
        full = nothing
        sliding = nothing
        if not sees_all or ATTENTION_CAP > 0.0 or (SLIDES and all > WINDOW):
            columns = torch.arange(all, dtype=4, layout=None, device=like.device, pin_memory=None)
            own = torch.unsqueeze(torch.slice(columns, 0, used, all), 1)
            seen = torch.le(columns, own)
            if padded:
                seen = torch.logical_and(seen, torch.ge(columns, torch.view(starts, [-1, 1, 1, 1])))
                # Padding sees itself, so that no row is empty.
                seen = torch.logical_or(seen, torch.eq(columns, own))
            if not sees_all or ATTENTION_CAP > 0.0:
                full = seen
            sliding = full
            if SLIDES and all > WINDOW:
                sliding = torch.logical_and(seen, own - columns < WINDOW)
        masks = [full, sliding]
    every = self.tree_mask(masks[0], like)
    of_sliding = every
    if SLIDES:
        of_sliding = self.tree_mask(masks[1], like)
    return [every, of_sliding]


# Attention of one new column: q (texts, heads, 1, head size), k and v (texts, key/value heads, columns, head size). The heads of a group
# look at the same keys, so they stand as queries of one key/value head and nothing is repeated. (texts, 1, heads x head size)
def attend_column(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
    q = torch.reshape(torch.type_as(q, v), [q.size(0), KEY_VALUE_HEADS, HEADS // KEY_VALUE_HEADS, HEAD_SIZE])
    if ATTENTION_CAP > 0.0:
        logits = torch.matmul(q, torch.transpose(k, 2, 3)) * scale
        logits = torch.tanh(logits * INVERSE_ATTENTION_CAP) * ATTENTION_CAP
        logits = torch.masked_fill(logits, torch.logical_not(mask), -inf)
        y = torch.matmul(torch.type_as(torch.softmax(self.at_least_float32(logits), -1, None), v), v)
    else:
        if mask.numel() == 0:
            y = torch.scaled_dot_product_attention(q, k, v, None, 0.0, False, scale=scale)
        else:
            y = torch.scaled_dot_product_attention(q, k, v, torch.type_as(mask, v), 0.0, False, scale=scale)
    return torch.reshape(y, [q.size(0), 1, HEADS * HEAD_SIZE])


# Reads new columns ids (texts, new) and adds their keys and values to the caches. last is the last column that will be read before a
# prediction: where the length of a text decides how it is rotated, it is that of the text up to there. Returns the hidden states of the
# last new column (texts, hidden).
def read_columns(
    self,
    ids: Tensor,
    starts: Tensor,
    used: int,
    last: int,
    padded: bool,
    frequencies: Tensor,
    weights: List[Tensor],
    keys: List[Tensor],
    values: List[Tensor],
) -> Tensor:
    torch.set_grad_enabled(False)
    new = ids.size(1)
    first = torch.unsqueeze(starts, 1)
    columns = torch.arange(used, used + new, dtype=4, layout=None, device=ids.device, pin_memory=None)
    positions = torch.to(torch.clamp(torch.unsqueeze(columns, 0) - first, 0), 6)
    x = self.embed(ids, positions, weights)
    cos, sin = self.angles(positions, torch.to(last - first, 6), frequencies, x)
    masks = self.column_masks(starts, used, new, padded, x)
    kinds = LAYER_KINDS
    scales = ATTENTION_SCALES
    for layer in range(LAYERS):
        offset = FIRST_OF_BLOCKS + WEIGHTS_OF_BLOCK * layer
        kind = kinds[layer]
        q, k, v = self.before_attention(layer, x, weights, offset, cos[kind], sin[kind])
        torch.copy_(torch.narrow(keys[layer], 2, used, new), k)
        torch.copy_(torch.narrow(values[layer], 2, used, new), v)
        all_keys = torch.narrow(keys[layer], 2, 0, used + new)
        all_values = torch.narrow(values[layer], 2, 0, used + new)
        if new == 1:
            y = self.attend_column(q, all_keys, all_values, masks[kind], scales[layer])
        else:
            y = self.attend(q, all_keys, all_values, masks[kind], scales[layer])
        x = self.after_attention(layer, x, y, weights, offset)
    return torch.select(self.after_blocks(torch.slice(x, 1, new - 1, new), weights, LAST_NORM), 1, 0)


# One cache for each layer, to be written yet. Zeros, since a shorter text's columns before its start are never written, but attended to with
# weight 0, and 0 times what memory held before may be NaN.
def empty_columns(self, texts: int, capacity: int, like: Tensor) -> List[Tensor]:
    caches = annotate(List[Tensor], [])
    for layer in range(LAYERS):
        shape = [texts, KEY_VALUE_HEADS, capacity, HEAD_SIZE]
        caches.append(torch.zeros(shape, dtype=like.dtype, layout=None, device=like.device, pin_memory=None))
    return caches


# Views of the caches of the texts first to end, from a column on.
def column_views(self, caches: List[Tensor], first: int, end: int, column: int) -> List[Tensor]:
    views = annotate(List[Tensor], [])
    for cache in caches:
        views.append(torch.slice(torch.slice(cache, 0, first, end), 2, column, 9223372036854775807))
    return views


def joined(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts)


# A cache of another capacity with the columns begin to end of some texts (kept) int64.
def moved_columns(self, cache: Tensor, kept: Tensor, begin: int, end: int, capacity: int) -> Tensor:
    shape = [kept.size(0), KEY_VALUE_HEADS, capacity, HEAD_SIZE]
    moved = torch.empty(shape, dtype=cache.dtype, layout=None, device=cache.device, pin_memory=None)
    torch.copy_(torch.narrow(moved, 2, 0, end - begin), torch.index_select(torch.slice(cache, 2, begin, end), 0, kept))
    return moved


# Which tokens each text holds: (texts, vocabulary) bool. ids (texts, columns), padded with one of the text's own tokens.
def held_tokens(self, ids: Tensor, vocabulary: int) -> Tensor:
    held = torch.zeros([ids.size(0), vocabulary], dtype=11, layout=None, device=ids.device, pin_memory=None)
    return torch.scatter_(held, 1, ids, True)


def hold_tokens(self, held: Tensor, ids: Tensor) -> Tensor:
    return torch.scatter_(held, 1, ids, True)


def kept_rows(self, x: Tensor, kept: Tensor) -> Tensor:
    return torch.index_select(x, 0, kept)


# Repetition penalty (arXiv 1909.05858): a logit of a token that the text holds is divided by it, or multiplied if negative.
def penalised(self, scores: Tensor, held: Tensor, penalty: float) -> Tensor:
    if held.numel() > 0:
        lowered = torch.where(torch.lt(scores, 0.0), scores * penalty, scores / penalty)
        scores = torch.where(held, lowered, scores)
    return scores


# Temperature, then top-k, top-p (arXiv 1904.09751) and min-p (arXiv 2407.01082), each over what the one before it left: (texts,
# vocabulary), -inf where a token is left out. top_k 0, top_p 1 and min_p 0 leave nothing out. At least one token is kept.
def filtered(self, scores: Tensor, temperature: float, top_k: int, top_p: float, min_p: float) -> Tensor:
    if temperature != 1.0:
        scores = scores / temperature
    if top_k > 0 and top_k < scores.size(-1):
        best, places = torch.topk(scores, top_k)
        scores = torch.masked_fill(scores, torch.lt(scores, torch.slice(best, -1, top_k - 1, top_k)), -inf)
    if top_p < 1.0:
        scores = self.nucleus(scores, top_p)
    if min_p > 0.0:
        p = torch.softmax(scores, -1, None)
        scores = torch.masked_fill(scores, torch.lt(p, torch.amax(p, [-1], True) * min_p), -inf)
    return scores


# Top-p: a token is kept if those more probable than it have less than top_p together. Mostly a few thousand tokens have it, which are
# found in a fifth of the time of sorting a vocabulary.
def nucleus(self, scores: Tensor, top_p: float) -> Tensor:
    all = torch.logsumexp(scores, [-1], True)
    best, places = torch.topk(scores, min(8192, scores.size(-1)))
    p = torch.exp(best - all)
    sums = torch.cumsum(p, -1)
    if bool(torch.any(torch.lt(torch.select(sums, -1, -1), top_p))):
        best, places = torch.sort(scores, -1, True)
        p = torch.exp(best - all)
        sums = torch.cumsum(p, -1)
    least = torch.amin(torch.masked_fill(best, torch.ge(sums - p, top_p), inf), [-1], True)
    return torch.masked_fill(scores, torch.lt(scores, least), -inf)


# Tokens drawn by inverse transform sampling: the first at which the cumulative probability exceeds the draw. draws (texts) float64 in
# [0, 1). Accumulated in float64, so that tokens left out are never drawn.
def drawn(self, scores: Tensor, draws: Tensor) -> Tensor:
    sums = torch.cumsum(torch.to(torch.softmax(scores, -1, None), 7), -1)
    sought = torch.unsqueeze(draws, 1) * torch.slice(sums, 1, -1, 9223372036854775807)
    found = torch.squeeze(torch.searchsorted(sums, sought, right=True), 1)
    return torch.clamp(found, 0, scores.size(-1) - 1)


# The next token of each text (texts) int64, and its log-probability by the model itself, before penalty, temperature and filters.
# hidden (texts, hidden); draws (texts) float64, or empty for the most probable token; held empty without a penalty.
def next_tokens(
    self,
    hidden: Tensor,
    weights: List[Tensor],
    held: Tensor,
    draws: Tensor,
    temperature: float,
    top_k: int,
    top_p: float,
    min_p: float,
    penalty: float,
) -> Tuple[Tensor, Tensor]:
    torch.set_grad_enabled(False)
    logits = self.token_head(hidden, weights)
    scores = self.penalised(logits, held, penalty)
    if draws.numel() == 0:
        tokens = torch.argmax(scores, -1)
    else:
        tokens = self.drawn(self.filtered(scores, temperature, top_k, top_p, min_p), draws)
    chosen = torch.squeeze(torch.gather(logits, 1, torch.unsqueeze(tokens, 1)), 1)
    return (tokens, chosen - torch.logsumexp(logits, [-1]))
