package org.bytestill.text.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of a model that chat templates name, and those that delimit turns.
 *
 * @param variables template variables: {@code bos_token}, {@code eos_token}, {@code pad_token}, {@code unk_token} and others that are set
 * @param control   texts of all added tokens of the tokenizer, special or not: they end turns and open headers
 */
public record SpecialTokens(Map<String, String> variables, List<String> control) {
    public static final SpecialTokens NONE = new SpecialTokens(Map.of(), List.of());

    public SpecialTokens {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        control = List.copyOf(control);
    }

    /** The text of the end-of-sequence token. */
    public Optional<String> endOfSequence() {
        return Optional.ofNullable(variables.get("eos_token"));
    }
}
