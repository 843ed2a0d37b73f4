package org.bytestill.export;

import java.util.Optional;
import org.bytestill.text.NewTokenizer;

/** Why a byte student with token ends stays here: it would read texts without the ends it was trained on, and say nothing. */
final class TokenEndsRefusal {
    private TokenEndsRefusal() {}

    static Optional<String> of(ExportSource source) {
        return NewTokenizer.writesEnds(source.checkpoint())
                ? Optional.of("Its tokenizer writes where tokens of another one end (new_tokenizer bytes-with-ends), which no other program"
                        + " does: there it would read texts that it was not trained on. Export it as resume, or train with bytes.")
                : Optional.empty();
    }
}
