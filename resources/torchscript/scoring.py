# Scoring of continuations: log-probabilities of tokens that follow the nodes of trees of contexts. Appended to decoder.py.
#
# A tree holds every beginning that several texts share once. No keys and values are kept: each tree is read in one call.


# Reads trees one after the other in ids (nodes) and positions (nodes), a node's position being its depth. For each scored token the
# log-probability, and 1 if no token is more probable: two (tokens) float. Of the vocabulary 128 rows at a time.
def score_trees(
    self,
    ids: Tensor,
    positions: Tensor,
    furthest: Tensor,       # (nodes) float, the last position of the texts that a node belongs to
    frequencies: Tensor,
    weights: List[Tensor],
    counts: List[int],      # nodes of each tree
    masks: List[Tensor],    # (nodes, nodes) of each tree, or empty for causal attention over a text
    depths: List[Tensor],   # (nodes), places in the text; empty where the mask is or nothing slides
    places: Tensor,         # (rows) int64, the nodes after which something is scored, among those of all trees
    rows: Tensor,           # (tokens) int64, the row of each scored token, ascending
    tokens: Tensor,         # (tokens) int64
    ends: List[int],        # scored tokens up to and with each 128 rows
) -> List[Tensor]:
    x = torch.unsqueeze(self.embed(ids, positions, weights), 0)
    cos, sin = self.angles(positions, furthest, frequencies, x)
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
            own_keys = torch.select(torch.narrow(k, 2, start, n), 0, 0)
            own_values = torch.select(torch.narrow(v, 2, start, n), 0, 0)
            seen_here = seen[d]
            ys.append(
                self.attend_tree(
                    torch.narrow(q, 2, start, n), torch.type_as(own_keys, own_values), own_values, seen_here[kind], scales[layer]
                )
            )
            start = start + n
        x = self.after_attention(layer, x, torch.cat(ys, 1), weights, offset)
    hidden = torch.index_select(torch.select(self.after_blocks(x, weights, LAST_NORM), 0, 0), 0, places)
    scores = annotate(List[Tensor], [])
    greatest = annotate(List[Tensor], [])
    start = 0
    for i in range(len(ends)):
        p = torch.log_softmax(self.token_head(torch.slice(hidden, 0, i * 128, i * 128 + 128), weights), -1)
        row = torch.slice(rows, 0, start, ends[i]) - i * 128
        token = torch.slice(tokens, 0, start, ends[i])
        scores.append(torch.take(p, row * p.size(1) + token))
        greatest.append(torch.to(torch.eq(torch.index_select(torch.argmax(p, -1), 0, row), token), 6))
        start = ends[i]
    return [torch.cat(scores), torch.cat(greatest)]
