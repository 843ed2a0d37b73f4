package org.bytestill.engine.job;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.bytestill.text.Tokenizer;

/**
 * The beginning of an answer, as a model reads it: its own answer by the tokens that it wrote, another model's by that model's bytes, which
 * it cuts into tokens of its own.
 *
 * @param tokens the tokens of the answer so far
 * @param own    whether the model that is asked wrote them
 */
public record Beginning(List<SpokenToken> tokens, boolean own) {
    public Beginning {
        tokens = List.copyOf(tokens);
    }

    int[] ids(Tokenizer tokenizer) {
        if (own) {
            return tokens.stream().mapToInt(SpokenToken::id).toArray();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(token.bytes()));
        return tokenizer.encode(bytes.toByteArray());
    }
}
