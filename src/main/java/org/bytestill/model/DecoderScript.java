package org.bytestill.model;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The TorchScript of a decoder, written from its configuration: one text for every family, into which the family sets the
 * two halves of its block.
 *
 * <p>Weights {@code w} come as one list in the order of {@link Architecture#parameters}. Other scripts (a training step, say) are
 * made by appending methods to this text ({@link BackboneScript}, a training objective); they may call all of these.
 */
public final class DecoderScript {
    private DecoderScript() {}

    /** Method definitions of the decoder, each indented by two spaces. */
    public static String of(Architecture architecture) {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        String text = family.norm().method(family.normEpsilon(config)) + RotaryScript.of(architecture) + AttentionScript.of(architecture)
                + (architecture.lora().isEmpty() ? "" : Lora.METHOD) + METHODS;
        return numbered(architecture, text
                .replace("EMBED_BODY\n", plan.afterEmbedding.text())
                .replace("PROJECT_BODY", body(plan.beforeAttention))
                .replace("FINISH_BODY", body(plan.afterAttention))
                .replace("LAST_BODY", body(plan.last))
                .replace("CAP_SLOPE", slope(family.logitSoftCap(config)))
                .replace("CAPPED_LOGITS", capped("a", family.logitSoftCap(config))));
    }

    /** The text with the numbers of the configuration in their places. */
    static String numbered(Architecture architecture, String text) {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        return text
                .replace("KINDS", perLayer(config, layer -> family.isSliding(config, layer) ? "1" : "0"))
                .replace("SCALES", perLayer(config, layer -> ScriptWriter.literal(family.attentionScale(config, layer))))
                .replace("KEY_VALUE_HEADS", Integer.toString(config.keyValueHeads()))
                .replace("HEADS", Integer.toString(config.heads()))
                .replace("HEAD_SIZE", Integer.toString(config.headSize()))
                .replace("LAYERS", Integer.toString(config.layers()))
                .replace("FIRST", Integer.toString(plan.firstOfBlocks()))
                .replace("BLOCK_WEIGHTS", Integer.toString(plan.weightsOfBlock()))
                .replace("LAST_NORM", Integer.toString(plan.lastNorm()))
                .replace("HEAD_WEIGHT", Integer.toString(plan.headWeight()));
    }

    private static String body(ScriptWriter method) {
        return method.text().stripTrailing();
    }

    /** The expression c tanh(e / c), or e if there is no cap. */
    static String capped(String expression, double cap) {
        String bound = ScriptWriter.literal(cap);
        return cap == 0 ? expression : "torch.tanh(" + expression + " * " + ScriptWriter.literal(1 / cap) + ") * " + bound;
    }

    /** The derivative of the cap by what it was put on, from the result z: 1 - (z / c)^2; empty if there is no cap. */
    private static String slope(double cap) {
        return cap == 0 ? "torch.slice(z, 0, 0, 0)" : "1. - torch.square(z * " + ScriptWriter.literal(1 / cap) + ")";
    }

    private static String perLayer(ModelConfig config, IntFunction<String> value) {
        List<String> values = IntStream.range(0, config.layers()).mapToObj(value).toList();
        return values.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    // wide: float32, or float64 if it is that already. Shapes: ids (batch, positions); positions float (positions) or (batch, positions): a text's numbers or a tree's depths; mask
    // bool, broadcast to (batch, heads, queries, keys), or empty for causal. seen: keys and values (batch, key/value heads, positions, size)
    // that a block's queries see before those of its own, or nothing.
    private static final String METHODS = """
              def after_embedding(self: __torch__.M, x: Tensor, positions: Tensor, w: List[Tensor]) -> Tensor:
            EMBED_BODY
                return x
              def embed(self: __torch__.M, ids: Tensor, positions: Tensor, w: List[Tensor]) -> Tensor:
                return (self).after_embedding(torch.embedding(w[0], ids), positions, w)
              def split_heads(self: __torch__.M, x: Tensor, heads: int) -> Tensor:
                return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, HEAD_SIZE]), 1, 2)
              def project(self: __torch__.M, layer: int, x: Tensor, w: List[Tensor], o: int, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
            PROJECT_BODY
                return (q, k, v)
              def finish(self: __torch__.M, layer: int, x: Tensor, y: Tensor, w: List[Tensor], o: int) -> Tensor:
            FINISH_BODY
                return x
              def last(self: __torch__.M, x: Tensor, w: List[Tensor], o: int) -> Tensor:
            LAST_BODY
                return x
              def block(self: __torch__.M, i: int, x: Tensor, masks: List[Tensor], cos: List[Tensor], sin: List[Tensor], w: List[Tensor], o: int, seen: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
                kinds = KINDS
                kind = kinds[i]
                scales = SCALES
                q, k, v, = (self).project(i, x, w, o, cos[kind], sin[kind])
                keys = k
                values = v
                if torch.gt(torch.len(seen), 0):
                  keys = torch.cat([seen[0], k], 2)
                  values = torch.cat([seen[1], v], 2)
                return ((self).finish(i, x, (self).attend(q, keys, values, masks[kind], scales[i]), w, o), k, v)
              def hidden(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor]) -> Tensor:
                x = (self).embed(ids, positions, w)
                cos, sin, = (self).angles(positions, torch.max(positions), frequencies, x)
                masks = (self).text_masks(mask, positions, torch.size(ids, 1), x)
                for i in range(LAYERS):
                  x, k, v, = (self).block(i, x, masks, cos, sin, w, FIRST + BLOCK_WEIGHTS * i, annotate(List[Tensor], []))
                return (self).last(x, w, LAST_NORM)
              def states(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor]) -> Tensor:
                return torch.select((self).hidden(ids, positions, mask, frequencies, w), 0, 0)
              def wide(self: __torch__.M, x: Tensor) -> Tensor:
                if torch.ne(ops.prim.dtype(x), 7):
                  x = torch.to(x, 6)
                return x
              def narrow(self: __torch__.M, x: Tensor, compute: int) -> Tensor:
                if torch.ne(ops.prim.dtype(x), 7):
                  x = torch.to(x, compute)
                return x
              def capped(self: __torch__.M, a: Tensor) -> Tensor:
                return (self).wide(CAPPED_LOGITS)
              def cap_slope(self: __torch__.M, z: Tensor) -> Tensor:
                return CAP_SLOPE
              def head_matrix(self: __torch__.M, w: List[Tensor]) -> Tensor:
                return w[HEAD_WEIGHT]
              def head(self: __torch__.M, h: Tensor, w: List[Tensor]) -> Tensor:
                return (self).capped(torch.linear(torch.type_as(h, w[HEAD_WEIGHT]), w[HEAD_WEIGHT]))
              def logits(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor]) -> Tensor:
                return (self).head((self).hidden(ids, positions, mask, frequencies, w), w)
              def log_probabilities(self: __torch__.M, h: Tensor, w: List[Tensor]) -> Tensor:
                return torch.log_softmax((self).head(h, w), -1)
              def score(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], rows: Tensor, next: Tensor) -> Tensor:
                h = (self).hidden(ids, positions, mask, frequencies, w)
                h = torch.index_select(torch.reshape(h, [-1, torch.size(h, -1)]), 0, rows)
                out = annotate(List[Tensor], [])
                n = torch.size(h, 0)
                for i in range(torch.floordiv(n + 511, 512)):
                  p = (self).log_probabilities(torch.slice(h, 0, i * 512, torch.add(i * 512, 512)), w)
                  t = torch.unsqueeze(torch.slice(next, 0, i * 512, torch.add(i * 512, 512)), 1)
                  out.append(torch.squeeze(torch.gather(p, 1, t), 1))
                return torch.cat(out)
              def token_loss(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], labels: Tensor, wanted: List[Tensor]) -> List[Tensor]:
                torch.set_grad_enabled(True)
                y = (self).logits(ids, positions, mask, frequencies, w)
                y = torch.slice(y, 1, 0, -1)
                l = torch.cross_entropy_loss(torch.reshape(y, [-1, torch.size(y, -1)]), torch.reshape(torch.slice(labels, 1, 1, 9223372036854775807), [-1]), None, 1, -100)
                out = [torch.detach(l)]
                for g in torch.grad([l], wanted):
                  out.append(unchecked_cast(Tensor, g))
                torch.set_grad_enabled(False)
                return out
              def extend(self: __torch__.M, ids: Tensor, positions: Tensor, frequencies: Tensor, w: List[Tensor], counts: List[int], used: List[int], masks: List[Tensor], depths: List[Tensor], taken: List[Tensor], keys: List[Tensor], values: List[Tensor]) -> Tensor:
                x = torch.unsqueeze((self).embed(ids, positions, w), 0)
                cos, sin, = (self).angles(positions, positions, frequencies, x)
                seen = annotate(List[List[Tensor]], [])
                for d in range(torch.len(counts)):
                  seen.append((self).tree_masks(masks[d], depths[d], counts[d], x))
                kinds = KINDS
                scales = SCALES
                for i in range(LAYERS):
                  o = FIRST + BLOCK_WEIGHTS * i
                  kind = kinds[i]
                  q, k, v, = (self).project(i, x, w, o, cos[kind], sin[kind])
                  ys = annotate(List[Tensor], [])
                  s = 0
                  for d in range(torch.len(counts)):
                    n = counts[d]
                    kd = torch.select(keys[d], 0, i)
                    vd = torch.select(values[d], 0, i)
                    torch.copy_(torch.narrow(kd, 1, used[d], n), torch.narrow(torch.select(k, 0, 0), 1, s, n))
                    torch.copy_(torch.narrow(vd, 1, used[d], n), torch.narrow(torch.select(v, 0, 0), 1, s, n))
                    if torch.gt(torch.numel(taken[d]), 0):
                      kd = torch.index_select(kd, 1, taken[d])
                      vd = torch.index_select(vd, 1, taken[d])
                    else:
                      kd = torch.narrow(kd, 1, 0, used[d] + n)
                      vd = torch.narrow(vd, 1, 0, used[d] + n)
                    seen_here = seen[d]
                    ys.append((self).attend_tree(torch.narrow(q, 2, s, n), kd, vd, seen_here[kind], scales[i]))
                    s = s + n
                  x = (self).finish(i, x, torch.cat(ys, 1), w, o)
                return torch.select((self).last(x, w, LAST_NORM), 0, 0)
              def empty_cache(self: __torch__.M, capacity: int, like: Tensor) -> Tensor:
                return torch.empty([LAYERS, KEY_VALUE_HEADS, capacity, HEAD_SIZE], dtype=ops.prim.dtype(like), layout=None, device=ops.prim.device(like), pin_memory=None)
              def grown_cache(self: __torch__.M, cache: Tensor, used: int, capacity: int) -> Tensor:
                grown = (self).empty_cache(capacity, cache)
                torch.copy_(torch.narrow(grown, 2, 0, used), torch.narrow(cache, 2, 0, used))
                return grown
              def picked(self: __torch__.M, h: Tensor, rows: Tensor) -> Tensor:
                return torch.index_select(h, 0, rows)
              def rows_of(self: __torch__.M, h: Tensor, start: int, end: int, w: List[Tensor]) -> Tensor:
                return torch.contiguous(torch.softmax((self).head(torch.slice(h, 0, start, end), w), -1, None))
            """;
}
