# The backbone in training: forward from token ids to the hidden states before the token head, backward from the gradient with respect
# to these to the gradients with respect to the weights. Appended to decoder.py, whose functions it calls.
#
# Stages: 0 is the embedding, 1 to LAYERS the blocks, LAYERS + 1 the last norm. The graph is cut between them: backward goes stage by
# stage and frees each block's graph before the next. Only stages from the first with a trained weight on are kept. The token head's
# matrix counts for no stage: its gradient comes from the loss.
#
# Arguments that both share; a batch is of texts, or of branches that continue texts. Packed texts are one row (batch 1) of documents:
#   trained      a flag for each weight
#   compute      number format of products: 6 float32, 15 bfloat16
#   recompute    activation recomputation ("gradient checkpointing"): a block's graph is made again in the backward pass
#   text_of      of branches: (batch) int64, which text each row hangs from; of packed texts (batch, keys) int64, the places of its document
#                in the one row, padded at the right. Empty of texts
#   packing      of packed texts: the groups of documents that attend together (attend_packed); else nothing
#   leaves       the weights of blocks as a graph sees them, cut off from their history: those of the first kept block, of the next, ...


# Place of the first weight of a stage.
def stage_begin(self, stage: int) -> int:
    if stage == 0:
        begin = 0
    else:
        begin = FIRST_OF_BLOCKS + WEIGHTS_OF_BLOCK * (stage - 1)
    return begin


# Place after the last weight of a stage, of so many weights.
def stage_end(self, stage: int, weights: int) -> int:
    if stage > LAYERS:
        end = weights
        if HEAD_WEIGHT > 0:
            end = weights - 1
    else:
        end = self.stage_begin(stage + 1)
    return end


# The first stage with a trained weight; LAYERS + 2 if there is none.
def first_stage(self, trained: List[bool]) -> int:
    first = LAYERS + 2
    for k in range(LAYERS + 2):
        stage = LAYERS + 1 - k
        for i in range(self.stage_begin(stage), self.stage_end(stage, len(trained))):
            if trained[i]:
                first = stage
    return first


# Matrices in the number format of products; vectors, and the embedding, as they are.
def leaves_of_stage(self, stage: int, weights: List[Tensor], trained: List[bool], compute: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(self.stage_begin(stage), self.stage_end(stage, len(weights))):
        x = torch.detach(weights[i])
        if stage > 0:
            if x.dim() == 2:
                x = torch.detach(self.in_compute_dtype(x, compute))
        out.append(torch.requires_grad_(x, trained[i]))
    return out


# Places in the text of what branches see of their texts; empty of texts. Each of packed documents starts at 0.
def seen_positions(self, text_of: Tensor, text_positions: Tensor) -> Tensor:
    if text_of.dim() == 2:
        device = text_of.device
        text_positions = torch.arange(text_of.size(1), dtype=6, layout=None, device=device, pin_memory=None)
    return text_positions


# Places in the text of all that may be attended to: of the text, if positions are those of branches, and of the batch itself.
def all_positions(self, text: Tensor, positions: Tensor) -> Tensor:
    all = positions
    if text.numel() > 0:
        all = torch.cat([torch.expand(text, [positions.size(0), -1]), positions], 1)
    return all


def backbone_angles(
    self, text: Tensor, positions: Tensor, frequencies: Tensor, like: Tensor
) -> Tuple[List[Tensor], List[Tensor]]:
    furthest = positions
    if text.numel() > 0:
        furthest = text
    return self.angles(positions, torch.max(furthest), frequencies, like)


# The texts' keys and values, for each row of branches those of its text.
def of_text(self, text_of: Tensor, keys: Tensor, values: Tensor) -> List[Tensor]:
    if text_of.dim() == 2:
        seen = [self.documents_at(keys, text_of), self.documents_at(values, text_of)]
    else:
        seen = [torch.index_select(keys, 0, text_of), torch.index_select(values, 0, text_of)]
    return seen


def backbone_masks(
    self, mask: Tensor, packing: List[Tensor], text: Tensor, positions: Tensor, length: int, like: Tensor
) -> List[Tensor]:
    if len(packing) > 0:
        masks = self.packed_masks(packing, positions, like)
    else:
        masks = self.tree_masks(mask, self.all_positions(text, positions), length, like)
    return masks


# Returns the hidden states (batch, positions, hidden), without a graph; the keys and values of each block, if keeps_keys; and what the
# backward pass needs: the inputs of the kept stages and, unless recomputed, the outputs of kept blocks with their graphs and leaves.
def backbone_forward(
    self,
    ids: Tensor,
    positions: Tensor,
    mask: Tensor,
    text_of: Tensor,
    packing: List[Tensor],
    text_positions: Tensor,     # (positions) float of the texts, if these are branches; else empty
    text_keys: List[Tensor],    # the texts' keys and values of each block, if these are branches
    text_values: List[Tensor],
    text_leaves: List[Tensor],  # the texts' leaves, which branches share, so that both have one gradient; or none
    frequencies: Tensor,
    weights: List[Tensor],
    trained: List[bool],
    compute: int,
    recompute: bool,
    keeps_keys: bool,
) -> Tuple[Tensor, List[Tensor], List[Tensor], List[Tensor], List[Tensor], List[Tensor]]:
    torch.set_grad_enabled(False)
    first = self.first_stage(trained)
    x = self.after_embedding(self.at_least_float32(torch.embedding(weights[0], ids)), positions, weights)
    text = self.seen_positions(text_of, text_positions)
    cos, sin = self.backbone_angles(text, positions, frequencies, x)
    masks = self.backbone_masks(mask, packing, text, positions, ids.size(1), x)
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    inputs = annotate(List[Tensor], [])
    outputs = annotate(List[Tensor], [])
    leaves = annotate(List[Tensor], [])
    for layer in range(LAYERS):
        stage = layer + 1
        kept = stage >= first
        graph = kept and not recompute
        if kept:
            x = torch.requires_grad_(torch.detach(x), stage > first)
            inputs.append(x)
        block_leaves = annotate(List[Tensor], [])
        if graph and len(text_leaves) > 0:
            for j in range(WEIGHTS_OF_BLOCK):
                block_leaves.append(text_leaves[len(text_leaves) - WEIGHTS_OF_BLOCK * (LAYERS - layer) + j])
        else:
            block_leaves = self.leaves_of_stage(stage, weights, trained, compute)
        torch.set_grad_enabled(graph)
        seen = annotate(List[Tensor], [])
        if len(text_keys) > 0:
            seen = self.of_text(text_of, text_keys[layer], text_values[layer])
        x, k, v = self.block(layer, x, masks, cos, sin, block_leaves, 0, seen, packing)
        torch.set_grad_enabled(False)
        if keeps_keys:
            keys.append(k)
            values.append(v)
        if graph:
            outputs.append(x)
            for leaf in block_leaves:
                leaves.append(leaf)
    if LAYERS + 1 >= first:
        x = torch.requires_grad_(torch.detach(x), LAYERS + 1 > first)
        inputs.append(x)
    hidden = torch.detach(self.after_blocks(x, self.leaves_of_stage(LAYERS + 1, weights, trained, compute), 0))
    return (hidden, keys, values, inputs, outputs, leaves)


# Lists have an entry for the texts and, if branches were read, one for these. An input is freed as soon as its stage is done with, so
# backward may be called only once. Returns a gradient for each trained weight, or nothing if they were added to gradient_sums.
def backbone_backward(
    self,
    ids: List[Tensor],
    positions: List[Tensor],
    mask: List[Tensor],
    text_of: List[Tensor],
    packing: List[Tensor],           # of the texts
    frequencies: Tensor,
    weights: List[Tensor],
    trained: List[bool],
    compute: int,
    recompute: bool,
    text_inputs: List[Tensor],       # what the forward pass of the texts returned
    text_outputs: List[Tensor],
    branch_inputs: List[Tensor],     # and that of the branches, or nothing
    branch_outputs: List[Tensor],
    leaves: List[Tensor],            # of the texts
    grad_hidden: List[Tensor],       # (batch, positions, hidden), gradients with respect to the hidden states
    grad_token_head: List[Tensor],   # (vocabulary, hidden): the gradient with respect to the token head's matrix, or nothing
    gradient_sums: List[Tensor],     # nothing, or a gradient so far for each trained weight
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    first = self.first_stage(trained)
    nothing = torch.empty([0], dtype=6, layout=None, device=grad_hidden[0].device, pin_memory=None)
    gradients = annotate(List[Tensor], [])
    places = annotate(List[int], [])
    count = 0
    for i in range(len(weights)):
        places.append(count)
        gradients.append(nothing)
        if trained[i]:
            count = count + 1
    if len(grad_token_head) > 0:
        gradients[HEAD_WEIGHT] = grad_token_head[0]
    parts = len(ids)
    packings = [packing, annotate(List[Tensor], [])]
    inputs = [text_inputs, branch_inputs]
    outputs = [text_outputs, branch_outputs]
    cos = annotate(List[List[Tensor]], [])
    sin = annotate(List[List[Tensor]], [])
    masks = annotate(List[List[Tensor]], [])
    grad_outputs = annotate(List[Optional[Tensor]], [])
    for p in range(parts):
        grad_outputs.append(grad_hidden[p])
        if recompute:
            text = torch.slice(positions[0], 0, 0, 0)
            if p > 0:
                text = self.seen_positions(text_of[p], positions[0])
            c, s = self.backbone_angles(text, positions[p], frequencies, grad_hidden[p])
            cos.append(c)
            sin.append(s)
            masks.append(self.backbone_masks(mask[p], packings[p], text, positions[p], ids[p].size(1), grad_hidden[p]))
    blocks = LAYERS + 1 - (first if first > 0 else 1)
    for k in range(LAYERS + 2 - first):
        stage = LAYERS + 1 - k
        begin = self.stage_begin(stage)
        end = self.stage_end(stage, len(weights))
        stage_leaves = annotate(List[Tensor], [])
        seen = annotate(List[Tensor], [])
        xs = annotate(List[Tensor], [])
        ys = annotate(List[Tensor], [])
        if recompute or stage == 0 or stage > LAYERS:
            stage_leaves = self.leaves_of_stage(stage, weights, trained, compute)
        else:
            for j in range(WEIGHTS_OF_BLOCK):
                stage_leaves.append(leaves[WEIGHTS_OF_BLOCK * (blocks - k) + j])
        for p in range(parts):
            if stage == 0:
                x = torch.requires_grad_(self.at_least_float32(torch.embedding(torch.detach(weights[0]), ids[p])), True)
                torch.set_grad_enabled(True)
                y = self.after_embedding(x, positions[p], stage_leaves)
            else:
                own_inputs = inputs[p]
                x = own_inputs[blocks - k]
                if stage > LAYERS:
                    torch.set_grad_enabled(True)
                    y = self.after_blocks(x, stage_leaves, 0)
                else:
                    if recompute:
                        torch.set_grad_enabled(True)
                        own = packings[p]
                        y, keys, values = self.block(stage - 1, x, masks[p], cos[p], sin[p], stage_leaves, 0, seen, own)
                        if p + 1 < parts:
                            seen = self.of_text(text_of[p + 1], keys, values)
                    else:
                        own_outputs = outputs[p]
                        y = own_outputs[blocks - k]
            torch.set_grad_enabled(False)
            xs.append(x)
            ys.append(y)
        wanted = annotate(List[Tensor], [])
        if stage > first or stage == 0:
            for x in xs:
                wanted.append(x)
        if stage == 0:
            begin = 1
        for i in range(begin, end):
            if trained[i]:
                wanted.append(stage_leaves[i - self.stage_begin(stage)])
        stage_gradients = torch.grad(ys, wanted, grad_outputs)
        if stage > 0:
            for x in xs:
                released = torch.set_(x, nothing)
        at = len(wanted)
        for j in range(end - begin):
            i = end - 1 - j
            if trained[i]:
                at = at - 1
                gradient = unchecked_cast(Tensor, stage_gradients[at])
                if len(gradient_sums) > 0:
                    gradient = torch.add_(gradient_sums[places[i]], gradient)
                else:
                    gradients[i] = gradient
        grad_outputs = annotate(List[Optional[Tensor]], [])
        for p in range(at):
            grad_outputs.append(stage_gradients[p])
        if stage == 0:
            if trained[0]:
                if len(gradient_sums) > 0:
                    table = gradient_sums[0]
                else:
                    table = gradients[0]
                    if table.numel() == 0:
                        table = torch.zeros_like(torch.detach(weights[0]))
                        gradients[0] = table
                for p in range(parts):
                    rows = unchecked_cast(Tensor, grad_outputs[p])
                    table = torch.index_add_(table, 0, torch.reshape(ids[p], [-1]), torch.reshape(rows, [-1, rows.size(-1)]))
    result = annotate(List[Tensor], [])
    if len(gradient_sums) == 0:
        for i in range(len(weights)):
            if trained[i]:
                result.append(gradients[i])
    return result
