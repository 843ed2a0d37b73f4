package org.bytestill.model;


/**
 * The TorchScript of a decoder's backbone in training, appended to {@link DecoderScript}: from token ids to the states h before the
 * token head, and back from the gradient by h to the gradients by the weights.
 *
 * <p>The graph is cut at every block: the backward pass goes block by block, frees each block's graph and puts its gradients where
 * they belong before it takes the next. Recomputing a block in the backward pass, instead of keeping its graph, is therefore the
 * same arithmetic, and gives the same gradients to the bit. What comes between the two passes, an objective, takes h as given.
 *
 * <p>A text may have branches, read after it: positions that see some of the text's keys and values, and some of their own. The
 * graph of a block's branches hangs from that of its text, so both go back together, and the text is read once.
 *
 * <p>Mixed precision: a block's matrices are cast to the compute format as the block is reached. Products and attention are
 * computed in that format; the residual stream, norms and softmax stay float32. Gradients by matrices come in the compute format,
 * which holds them exactly, since products in it made them; added up over several passes they are float32.
 */
public final class BackboneScript {
    private BackboneScript() {}

    /** Method definitions {@code backbone_forward} and {@code backbone_backward}. */
    public static String of(Architecture architecture) {
        return DecoderScript.numbered(architecture, METHODS);
    }

    // Stages: 0 is the embedding, 1 to LAYERS the blocks, LAYERS + 1 the last norm. trained: a flag for each weight. Only stages from
    // the first with a trained weight on are kept: their inputs and, unless recomputed, the blocks' outputs with their graphs and the
    // leaves of these. The head's matrix counts for no stage: its gradient by the logits comes from the objective.
    // An input is released as soon as its block is done with; so the way back can be gone once.
    // known: nothing, or that gradient. sums: nothing, or a gradient so far for each trained weight.
    // Branches come with which text each row is of, with the texts' positions, with what the texts showed (keys and values of each
    // block), and with their leaves, if they kept some. On the way back there is a list of the texts, or of texts and branches.
    private static final String METHODS = """
              def stage_begin(self: __torch__.M, stage: int) -> int:
                if torch.eq(stage, 0):
                  begin = 0
                else:
                  begin = FIRST + BLOCK_WEIGHTS * (stage - 1)
                return begin
              def stage_end(self: __torch__.M, stage: int, weights: int) -> int:
                if torch.gt(stage, LAYERS):
                  end = weights
                  if torch.gt(HEAD_WEIGHT, 0):
                    end = weights - 1
                else:
                  end = (self).stage_begin(stage + 1)
                return end
              def first_stage(self: __torch__.M, trained: List[bool]) -> int:
                first = LAYERS + 2
                for k in range(LAYERS + 2):
                  stage = LAYERS + 1 - k
                  for i in range((self).stage_begin(stage), (self).stage_end(stage, torch.len(trained))):
                    if trained[i]:
                      first = stage
                return first
              def leaves(self: __torch__.M, stage: int, w: List[Tensor], trained: List[bool], compute: int) -> List[Tensor]:
                out = annotate(List[Tensor], [])
                for i in range((self).stage_begin(stage), (self).stage_end(stage, torch.len(w))):
                  x = torch.detach(w[i])
                  if torch.gt(stage, 0):
                    if torch.eq(torch.dim(x), 2):
                      x = torch.detach((self).narrow(x, compute))
                  out.append(torch.requires_grad_(x, trained[i]))
                return out
              def all_positions(self: __torch__.M, text: Tensor, positions: Tensor) -> Tensor:
                all = positions
                if torch.gt(torch.numel(text), 0):
                  all = torch.cat([torch.expand(text, [torch.size(positions, 0), -1]), positions], 1)
                return all
              def backbone_angles(self: __torch__.M, text: Tensor, positions: Tensor, frequencies: Tensor, like: Tensor) -> Tuple[List[Tensor], List[Tensor]]:
                furthest = positions
                if torch.gt(torch.numel(text), 0):
                  furthest = text
                return (self).angles(positions, torch.max(furthest), frequencies, like)
              def shown_to(self: __torch__.M, of: Tensor, k: Tensor, v: Tensor) -> List[Tensor]:
                return [torch.index_select(k, 0, of), torch.index_select(v, 0, of)]
              def backbone_forward(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, of: Tensor, text: Tensor, seen: List[Tensor], shared: List[Tensor], frequencies: Tensor, w: List[Tensor], trained: List[bool], compute: int, recompute: bool, shows: bool) -> List[Tensor]:
                torch.set_grad_enabled(False)
                first = (self).first_stage(trained)
                x = (self).after_embedding((self).wide(torch.embedding(w[0], ids)), positions, w)
                cos, sin, = (self).backbone_angles(text, positions, frequencies, x)
                masks = (self).tree_masks(mask, (self).all_positions(text, positions), torch.size(ids, 1), x)
                shown = annotate(List[Tensor], [])
                inputs = annotate(List[Tensor], [])
                outputs = annotate(List[Tensor], [])
                all_leaves = annotate(List[Tensor], [])
                for i in range(LAYERS):
                  stage = i + 1
                  keeps = torch.ge(stage, first)
                  graph = torch.__and__(keeps, torch.__not__(recompute))
                  if keeps:
                    x = torch.requires_grad_(torch.detach(x), torch.gt(stage, first))
                    inputs.append(x)
                  block_leaves = annotate(List[Tensor], [])
                  if torch.__and__(graph, torch.gt(torch.len(shared), 0)):
                    for j in range(BLOCK_WEIGHTS):
                      block_leaves.append(shared[torch.len(shared) - BLOCK_WEIGHTS * (LAYERS - i) + j])
                  else:
                    block_leaves = (self).leaves(stage, w, trained, compute)
                  torch.set_grad_enabled(graph)
                  block_seen = annotate(List[Tensor], [])
                  if torch.gt(torch.len(seen), 0):
                    block_seen = (self).shown_to(of, seen[2 * i], seen[2 * i + 1])
                  x, k, v, = (self).block(i, x, masks, cos, sin, block_leaves, 0, block_seen)
                  torch.set_grad_enabled(False)
                  if shows:
                    shown.append(k)
                    shown.append(v)
                  if graph:
                    outputs.append(x)
                    for one in block_leaves:
                      all_leaves.append(one)
                if torch.ge(LAYERS + 1, first):
                  x = torch.requires_grad_(torch.detach(x), torch.gt(LAYERS + 1, first))
                  inputs.append(x)
                result = [torch.detach((self).last(x, (self).leaves(LAYERS + 1, w, trained, compute), 0))]
                for x in shown:
                  result.append(x)
                for x in inputs:
                  result.append(x)
                for x in outputs:
                  result.append(x)
                for x in all_leaves:
                  result.append(x)
                return result
              def backbone_backward(self: __torch__.M, ids: List[Tensor], positions: List[Tensor], mask: List[Tensor], of: List[Tensor], frequencies: Tensor, w: List[Tensor], trained: List[bool], compute: int, recompute: bool, of_text: List[Tensor], of_branches: List[Tensor], by_hidden: List[Tensor], known: List[Tensor], sums: List[Tensor]) -> List[Tensor]:
                torch.set_grad_enabled(False)
                first = (self).first_stage(trained)
                nothing = torch.empty([0], dtype=6, layout=None, device=None, pin_memory=None)
                gradients = annotate(List[Tensor], [])
                places = annotate(List[int], [])
                count = 0
                for i in range(torch.len(w)):
                  places.append(count)
                  gradients.append(nothing)
                  if trained[i]:
                    count = count + 1
                if torch.gt(torch.len(known), 0):
                  gradients[HEAD_WEIGHT] = known[0]
                parts = torch.len(ids)
                kept = [of_text, of_branches]
                cos = annotate(List[List[Tensor]], [])
                sin = annotate(List[List[Tensor]], [])
                masks = annotate(List[List[Tensor]], [])
                by = annotate(List[Optional[Tensor]], [])
                for p in range(parts):
                  by.append(by_hidden[p])
                  if recompute:
                    text = torch.slice(positions[0], 0, 0, 0)
                    if torch.gt(p, 0):
                      text = positions[0]
                    c, s, = (self).backbone_angles(text, positions[p], frequencies, by_hidden[p])
                    cos.append(c)
                    sin.append(s)
                    masks.append((self).tree_masks(mask[p], (self).all_positions(text, positions[p]), torch.size(ids[p], 1), by_hidden[p]))
                blocks = LAYERS + 1 - (first if torch.gt(first, 0) else 1)
                for k in range(LAYERS + 2 - first):
                  stage = LAYERS + 1 - k
                  begin = (self).stage_begin(stage)
                  end = (self).stage_end(stage, torch.len(w))
                  leaves = annotate(List[Tensor], [])
                  seen = annotate(List[Tensor], [])
                  xs = annotate(List[Tensor], [])
                  ys = annotate(List[Tensor], [])
                  if torch.__or__(recompute, torch.__or__(torch.eq(stage, 0), torch.gt(stage, LAYERS))):
                    leaves = (self).leaves(stage, w, trained, compute)
                  else:
                    for j in range(BLOCK_WEIGHTS):
                      leaves.append(of_text[blocks + 1 + blocks + BLOCK_WEIGHTS * (blocks - k) + j])
                  for p in range(parts):
                    if torch.eq(stage, 0):
                      x = torch.requires_grad_((self).wide(torch.embedding(torch.detach(w[0]), ids[p])), True)
                      torch.set_grad_enabled(True)
                      y = (self).after_embedding(x, positions[p], leaves)
                    else:
                      own = kept[p]
                      x = own[blocks - k]
                      if torch.gt(stage, LAYERS):
                        torch.set_grad_enabled(True)
                        y = (self).last(x, leaves, 0)
                      else:
                        if recompute:
                          torch.set_grad_enabled(True)
                          y, keys, values, = (self).block(stage - 1, x, masks[p], cos[p], sin[p], leaves, 0, seen)
                          if torch.lt(p + 1, parts):
                            seen = (self).shown_to(of[p + 1], keys, values)
                        else:
                          y = own[blocks - k + blocks + 1]
                    torch.set_grad_enabled(False)
                    xs.append(x)
                    ys.append(y)
                  wanted = annotate(List[Tensor], [])
                  if torch.__or__(torch.gt(stage, first), torch.eq(stage, 0)):
                    for x in xs:
                      wanted.append(x)
                  if torch.eq(stage, 0):
                    begin = 1
                  for i in range(begin, end):
                    if trained[i]:
                      wanted.append(leaves[i - (self).stage_begin(stage)])
                  g = torch.grad(ys, wanted, by)
                  if torch.gt(stage, 0):
                    for x in xs:
                      released = torch.set_(x, nothing)
                  at = torch.len(wanted)
                  for j in range(end - begin):
                    i = end - 1 - j
                    if trained[i]:
                      at = at - 1
                      one = unchecked_cast(Tensor, g[at])
                      if torch.gt(torch.len(sums), 0):
                        one = torch.add_(sums[places[i]], one)
                      else:
                        gradients[i] = one
                  by = annotate(List[Optional[Tensor]], [])
                  for p in range(at):
                    by.append(g[p])
                  if torch.eq(stage, 0):
                    if trained[0]:
                      if torch.gt(torch.len(sums), 0):
                        table = sums[0]
                      else:
                        table = gradients[0]
                        if torch.eq(torch.numel(table), 0):
                          table = torch.zeros_like(torch.detach(w[0]))
                          gradients[0] = table
                      for p in range(parts):
                        rows = unchecked_cast(Tensor, by[p])
                        table = torch.index_add_(table, 0, torch.reshape(ids[p], [-1]), torch.reshape(rows, [-1, torch.size(rows, -1)]))
                result = annotate(List[Tensor], [])
                if torch.eq(torch.len(sums), 0):
                  for i in range(torch.len(w)):
                    if trained[i]:
                      result.append(gradients[i])
                return result
            """;
}
