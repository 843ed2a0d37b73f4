package org.bytestill.model;

/**
 * The TorchScript of a decoder's trunk in training, appended to {@link DecoderScript}: from token ids to the states h before the
 * token head, and back from the gradient by h to the gradients by the weights.
 *
 * <p>The graph is cut at every block: the backward pass goes block by block, frees each block's graph and adds its gradients where
 * they belong before it takes the next. What comes between the two, an objective, takes h as a leaf.
 */
public final class TrunkScript {
    private TrunkScript() {}

    /** Method definitions {@code trunk_forward} and {@code trunk_backward}. */
    public static String of(ModelConfig config, Lora lora) {
        return DecoderScript.numbered(config, lora, METHODS);
    }

    /** Place of the token head's matrix in the list of weights, which is the embedding's place if they are one. */
    public static int headWeight(ModelConfig config, Lora lora) {
        return new DecoderPlan(config, lora).headWeight();
    }

    // Stages: 0 is the embedding, 1 to LAYERS the blocks, LAYERS + 1 the last norm. trained: a flag for each weight. Only stages from
    // the first with a trained weight on are kept: their inputs and then, unless recomputed, the blocks' outputs with their graphs.
    // The head's matrix counts for no stage: its gradient by the logits comes from the objective.
    // known: nothing, or the gradient by the head's matrix. sums: nothing, or a gradient so far for each trained weight.
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
              def trunk_forward(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], trained: List[bool], recompute: bool) -> List[Tensor]:
                torch.set_grad_enabled(False)
                for i in range(torch.len(w)):
                  g = torch.requires_grad_(w[i], trained[i])
                first = (self).first_stage(trained)
                x = (self).embed(ids, positions, w)
                cos, sin, = (self).angles(positions, torch.max(positions), frequencies, x)
                masks = (self).text_masks(mask, positions, torch.size(ids, 1), x)
                inputs = annotate(List[Tensor], [])
                outputs = annotate(List[Tensor], [])
                for i in range(LAYERS):
                  stage = i + 1
                  if torch.ge(stage, first):
                    x = torch.requires_grad_(torch.detach(x), torch.gt(stage, first))
                    inputs.append(x)
                    torch.set_grad_enabled(torch.__not__(recompute))
                    x = (self).block(i, x, masks, cos, sin, w)
                    torch.set_grad_enabled(False)
                    if torch.__not__(recompute):
                      outputs.append(x)
                  else:
                    x = (self).block(i, x, masks, cos, sin, w)
                if torch.ge(LAYERS + 1, first):
                  x = torch.requires_grad_(torch.detach(x), torch.gt(LAYERS + 1, first))
                  inputs.append(x)
                result = [torch.detach((self).last(x, w))]
                for x in inputs:
                  result.append(x)
                for x in outputs:
                  result.append(x)
                return result
              def trunk_backward(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], trained: List[bool], recompute: bool, kept: List[Tensor], by_hidden: Tensor, known: List[Tensor], sums: List[Tensor]) -> List[Tensor]:
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
                like = by_hidden
                cos, sin, = (self).angles(positions, torch.max(positions), frequencies, like)
                masks = (self).text_masks(mask, positions, torch.size(ids, 1), like)
                by = by_hidden
                blocks = LAYERS + 1 - (first if torch.gt(first, 0) else 1)
                for k in range(LAYERS + 2 - first):
                  stage = LAYERS + 1 - k
                  begin = (self).stage_begin(stage)
                  end = (self).stage_end(stage, torch.len(w))
                  wanted = annotate(List[Tensor], [])
                  if torch.eq(stage, 0):
                    x = torch.requires_grad_(torch.detach(torch.embedding(torch.detach(w[0]), ids)), True)
                    torch.set_grad_enabled(True)
                    y = (self).after_embedding(x, positions, w)
                    begin = 1
                  else:
                    x = kept[blocks - k]
                    if torch.gt(stage, LAYERS):
                      torch.set_grad_enabled(True)
                      y = (self).last(x, w)
                    else:
                      if recompute:
                        torch.set_grad_enabled(True)
                        y = (self).block(stage - 1, x, masks, cos, sin, w)
                      else:
                        y = kept[blocks - k + blocks + 1]
                  if torch.gt(stage, first):
                    wanted.append(x)
                  if torch.eq(stage, 0):
                    wanted.append(x)
                  for i in range(begin, end):
                    if trained[i]:
                      wanted.append(w[i])
                  g = torch.grad([y], wanted, annotate(List[Optional[Tensor]], [by]))
                  torch.set_grad_enabled(False)
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
