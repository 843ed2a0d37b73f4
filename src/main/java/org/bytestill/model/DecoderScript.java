package org.bytestill.model;

import java.util.List;

/**
 * The TorchScript of a decoder, written from its configuration: one text for every family, into which the family sets the
 * two halves of its block.
 *
 * <p>Weights {@code w} come as one list in the order of {@link ModelParameters}. Other scripts (a training step, say) are
 * made by appending methods to this text; they may call {@code hidden} and {@code head}.
 */
public final class DecoderScript {
    private DecoderScript() {}

    /** Method definitions of the decoder, each indented by two spaces. */
    public static String of(ModelConfig config) {
        Family family = Family.of(config);
        List<Parameter> block = family.blockParameters(config);
        int afterBlocks = 1 + block.size() * config.layers();
        return METHODS
                .replace("PROJECT_BODY", weightsOf(block, family.project(config)))
                .replace("FINISH_BODY", weightsOf(block, family.finish(config)))
                .replace("KEY_VALUE_HEADS", Integer.toString(config.keyValueHeads()))
                .replace("HEADS", Integer.toString(config.heads()))
                .replace("HEAD_SIZE", Integer.toString(config.headSize()))
                .replace("LAYERS", Integer.toString(config.layers()))
                .replace("BLOCK_WEIGHTS", Integer.toString(block.size()))
                .replace("LAST_NORM", "w[" + afterBlocks + "]")
                .replace("TOKEN_HEAD", config.tiedHead() ? "w[0]" : "w[" + (afterBlocks + 1) + "]")
                .replace("EPSILON", Double.toString(config.normEpsilon()).replace('E', 'e'));
    }

    private static String weightsOf(List<Parameter> block, String body) {
        String text = body;
        for (int i = 0; i < block.size(); i++) {
            text = text.replace("${" + block.get(i).name() + "}", "w[o + " + i + "]");
        }
        return text.stripTrailing();
    }

    // Shapes: ids (batch, positions); positions float (positions) or (batch, positions); mask bool, broadcast to
    // (batch, heads, queries, keys), or empty for causal. Norm in float32 whatever the weights' format, as the reference does.
    private static final String METHODS = """
              def norm(self: __torch__.M, x: Tensor, g: Tensor) -> Tensor:
                h = torch.to(x, 6)
                h = h * torch.rsqrt(torch.mean(h * h, [-1], True) + EPSILON)
                return g * torch.type_as(h, x)
              def rotate(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                a, b, = torch.chunk(x, 2, -1)
                return x * cos + torch.cat([torch.neg(b), a], -1) * sin
              def split_heads(self: __torch__.M, x: Tensor, heads: int) -> Tensor:
                return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, HEAD_SIZE]), 1, 2)
              def angles(self: __torch__.M, positions: Tensor, frequencies: Tensor, like: Tensor) -> Tuple[Tensor, Tensor]:
                f = torch.unsqueeze(positions, -1) * frequencies
                f = torch.unsqueeze(torch.cat([f, f], -1), -3)
                return (torch.type_as(torch.cos(f), like), torch.type_as(torch.sin(f), like))
              def project(self: __torch__.M, x: Tensor, w: List[Tensor], o: int, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
            PROJECT_BODY
                return (q, k, v)
              def finish(self: __torch__.M, x: Tensor, y: Tensor, w: List[Tensor], o: int) -> Tensor:
            FINISH_BODY
                return x
              def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
                if torch.eq(torch.numel(mask), 0):
                  y = torch.scaled_dot_product_attention(q, k, v, None, 0., True, enable_gqa=True)
                else:
                  y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, enable_gqa=True)
                return torch.reshape(torch.transpose(y, 1, 2), [torch.size(q, 0), torch.size(q, 2), HEADS * HEAD_SIZE])
              def hidden(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor]) -> Tensor:
                x = torch.embedding(w[0], ids)
                cos, sin, = (self).angles(positions, frequencies, x)
                for i in range(LAYERS):
                  o = 1 + BLOCK_WEIGHTS * i
                  q, k, v, = (self).project(x, w, o, cos, sin)
                  x = (self).finish(x, (self).attend(q, k, v, mask), w, o)
                return (self).norm(x, LAST_NORM)
              def head(self: __torch__.M, h: Tensor, w: List[Tensor]) -> Tensor:
                return torch.to(torch.linear(h, TOKEN_HEAD), 6)
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
              def token_loss(self: __torch__.M, ids: Tensor, positions: Tensor, mask: Tensor, frequencies: Tensor, w: List[Tensor], labels: Tensor) -> List[Tensor]:
                torch.set_grad_enabled(True)
                y = (self).logits(ids, positions, mask, frequencies, w)
                y = torch.slice(y, 1, 0, -1)
                l = torch.cross_entropy_loss(torch.reshape(y, [-1, torch.size(y, -1)]), torch.reshape(torch.slice(labels, 1, 1, 9223372036854775807), [-1]), None, 1, -100)
                out = [torch.detach(l)]
                for g in torch.grad([l], w):
                  out.append(unchecked_cast(Tensor, g))
                torch.set_grad_enabled(False)
                return out
              def extend(self: __torch__.M, ids: Tensor, positions: Tensor, frequencies: Tensor, w: List[Tensor], counts: List[int], used: List[int], masks: List[Tensor], keys: List[Tensor], values: List[Tensor]) -> Tensor:
                x = torch.unsqueeze(torch.embedding(w[0], ids), 0)
                cos, sin, = (self).angles(positions, frequencies, x)
                for i in range(LAYERS):
                  o = 1 + BLOCK_WEIGHTS * i
                  q, k, v, = (self).project(x, w, o, cos, sin)
                  ys = annotate(List[Tensor], [])
                  s = 0
                  for d in range(torch.len(counts)):
                    n = counts[d]
                    kd = torch.select(keys[d], 0, i)
                    vd = torch.select(values[d], 0, i)
                    torch.copy_(torch.narrow(kd, 1, used[d], n), torch.narrow(torch.select(k, 0, 0), 1, s, n))
                    torch.copy_(torch.narrow(vd, 1, used[d], n), torch.narrow(torch.select(v, 0, 0), 1, s, n))
                    total = used[d] + n
                    ys.append((self).attend(torch.narrow(q, 2, s, n), torch.unsqueeze(torch.narrow(kd, 1, 0, total), 0), torch.unsqueeze(torch.narrow(vd, 1, 0, total), 0), torch.to(masks[d], 11)))
                    s = s + n
                  x = (self).finish(x, torch.cat(ys, 1), w, o)
                return torch.select((self).norm(x, LAST_NORM), 0, 0)
              def empty_cache(self: __torch__.M, capacity: int, like: Tensor) -> Tensor:
                return torch.empty([LAYERS, KEY_VALUE_HEADS, capacity, HEAD_SIZE], dtype=ops.prim.dtype(like), layout=None, device=ops.prim.device(like), pin_memory=None)
              def grown_cache(self: __torch__.M, cache: Tensor, used: int, capacity: int) -> Tensor:
                grown = (self).empty_cache(capacity, cache)
                torch.copy_(torch.narrow(grown, 2, 0, used), torch.narrow(cache, 2, 0, used))
                return grown
              def rows_of(self: __torch__.M, h: Tensor, start: int, end: int, w: List[Tensor]) -> Tensor:
                return torch.contiguous((self).log_probabilities(torch.slice(h, 0, start, end), w))
            """;
}
