package org.bytestill.model;

/**
 * The TorchScript of a decoder's trunk in training, appended to {@link DecoderScript}: from token ids to the states h before the
 * token head, and back from the gradient by h to the gradients by the weights.
 *
 * <p>The graph is cut at every block: the backward pass goes block by block, frees each block's graph and puts its gradients where
 * they belong before it takes the next. Recomputing a block in the backward pass, instead of keeping its graph, is therefore the
 * same arithmetic, and gives the same gradients to the bit. What comes between the two passes, an objective, takes h as given.
 *
 * <p>Mixed precision: a block's matrices are cast to the compute format as the block is reached. Products and attention are
 * computed in that format; the residual stream, norms and softmax stay float32. Gradients by matrices come in the compute format,
 * which holds them exactly, since products in it made them; added up over several passes they are float32.
 */
public final class TrunkScript {
    private TrunkScript() {}

    /** Method definitions {@code trunk_forward} and {@code trunk_backward}. */
    public static String of(ModelConfig config, Lora lora) {
        return DecoderScript.numbered(config, lora, METHODS).replace("SLIDES", AttentionScript.slides(Family.of(config), config) ? "True" : "False");
    }

    /** Place of the token head's matrix in the list of weights, which is the embedding's place if they are one. */
    public static int headWeight(ModelConfig config, Lora lora) {
        return new DecoderPlan(config, lora).headWeight();
    }

    // Stages: 0 is the embedding, 1 to LAYERS the blocks, LAYERS + 1 the last norm. trained: a flag for each weight. Only stages from
    // the first with a trained weight on are kept: their inputs and, unless recomputed, the blocks' outputs with their graphs and the
    // leaves of these. The head's matrix counts for no stage: its gradient by the logits comes from the objective.
    // An input is released as soon as its block is done with; so the way back can be gone once.
    // known: nothing, or that gradient. sums: nothing, or a gradient so far for each trained weight.
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
              def trunk_masks(self: __torch__.M, mask: Tensor, positions: Tensor, length: int, like: Tensor) -> List[Tensor]:
                masks = (self).text_masks(mask, positions, length, like)
                numbers = (self).tree_mask(masks[0], like)
                sliding = numbers
                if SLIDES:
                  sliding = (self).tree_mask(masks[1], like)
                return [numbers, sliding]
              def trunk_forward(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], trained: List[bool], compute: int, recompute: bool) -> List[Tensor]:
                torch.set_grad_enabled(False)
                first = (self).first_stage(trained)
                x = (self).after_embedding((self).wide(torch.embedding(w[0], ids)), positions, w)
                cos, sin, = (self).angles(positions, torch.max(positions), frequencies, x)
                masks = (self).trunk_masks(mask, positions, torch.size(ids, 1), x)
                inputs = annotate(List[Tensor], [])
                outputs = annotate(List[Tensor], [])
                all_leaves = annotate(List[Tensor], [])
                for i in range(LAYERS):
                  stage = i + 1
                  block_leaves = (self).leaves(stage, w, trained, compute)
                  if torch.ge(stage, first):
                    x = torch.requires_grad_(torch.detach(x), torch.gt(stage, first))
                    inputs.append(x)
                    torch.set_grad_enabled(torch.__not__(recompute))
                    x = (self).block(i, x, masks, cos, sin, block_leaves, 0)
                    torch.set_grad_enabled(False)
                    if torch.__not__(recompute):
                      outputs.append(x)
                      for one in block_leaves:
                        all_leaves.append(one)
                  else:
                    x = (self).block(i, x, masks, cos, sin, block_leaves, 0)
                if torch.ge(LAYERS + 1, first):
                  x = torch.requires_grad_(torch.detach(x), torch.gt(LAYERS + 1, first))
                  inputs.append(x)
                result = [torch.detach((self).last(x, (self).leaves(LAYERS + 1, w, trained, compute), 0))]
                for x in inputs:
                  result.append(x)
                for x in outputs:
                  result.append(x)
                for x in all_leaves:
                  result.append(x)
                return result
              def trunk_backward(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], trained: List[bool], compute: int, recompute: bool, kept: List[Tensor], by_hidden: Tensor, known: List[Tensor], sums: List[Tensor]) -> List[Tensor]:
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
                cos, sin, = (self).angles(positions, torch.max(positions), frequencies, by_hidden)
                masks = (self).trunk_masks(mask, positions, torch.size(ids, 1), by_hidden)
                by = by_hidden
                blocks = LAYERS + 1 - (first if torch.gt(first, 0) else 1)
                for k in range(LAYERS + 2 - first):
                  stage = LAYERS + 1 - k
                  begin = (self).stage_begin(stage)
                  end = (self).stage_end(stage, torch.len(w))
                  leaves = annotate(List[Tensor], [])
                  if torch.eq(stage, 0):
                    leaves = (self).leaves(stage, w, trained, compute)
                    x = torch.requires_grad_((self).wide(torch.embedding(torch.detach(w[0]), ids)), True)
                    torch.set_grad_enabled(True)
                    y = (self).after_embedding(x, positions, leaves)
                  else:
                    x = kept[blocks - k]
                    if torch.gt(stage, LAYERS):
                      leaves = (self).leaves(stage, w, trained, compute)
                      torch.set_grad_enabled(True)
                      y = (self).last(x, leaves, 0)
                    else:
                      if recompute:
                        leaves = (self).leaves(stage, w, trained, compute)
                        torch.set_grad_enabled(True)
                        y = (self).block(stage - 1, x, masks, cos, sin, leaves, 0)
                      else:
                        y = kept[blocks - k + blocks + 1]
                        for j in range(BLOCK_WEIGHTS):
                          leaves.append(kept[blocks + 1 + blocks + BLOCK_WEIGHTS * (blocks - k) + j])
                  wanted = annotate(List[Tensor], [])
                  if torch.gt(stage, first):
                    wanted.append(x)
                  if torch.eq(stage, 0):
                    wanted.append(x)
                    begin = 1
                  for i in range(begin, end):
                    if trained[i]:
                      wanted.append(leaves[i - (self).stage_begin(stage)])
                  g = torch.grad([y], wanted, annotate(List[Optional[Tensor]], [by]))
                  torch.set_grad_enabled(False)
                  if torch.gt(stage, 0):
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
                  if torch.gt(at, 0):
                    by = unchecked_cast(Tensor, g[0])
                  if torch.eq(stage, 0):
                    if trained[0]:
                      if torch.gt(torch.len(sums), 0):
                        table = sums[0]
                      else:
                        table = gradients[0]
                        if torch.eq(torch.numel(table), 0):
                          table = torch.zeros_like(torch.detach(w[0]))
                          gradients[0] = table
                      rows = torch.reshape(by, [-1, torch.size(by, -1)])
                      table = torch.index_add_(table, 0, torch.reshape(ids, [-1]), rows)
                result = annotate(List[Tensor], [])
                if torch.eq(torch.len(sums), 0):
                  for i in range(torch.len(w)):
                    if trained[i]:
                      result.append(gradients[i])
                return result
            """;
}
