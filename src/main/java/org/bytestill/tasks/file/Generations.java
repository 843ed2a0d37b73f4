package org.bytestill.tasks.file;

import java.util.List;
import java.util.Optional;

/** Reads {@code generation_kwargs}. */
final class Generations {
    private static final int USUAL_TOKENS = 256;
    /** What transformers takes when tokens are drawn and nothing is said. */
    private static final int USUAL_TOP_K = 50;

    private Generations() {}

    /** @param delimiter of examples, which ends an answer if nothing else is said */
    static GenerationConfig of(Optional<Entry> given, String delimiter, List<String> notes) {
        if (given.isEmpty()) {
            return new GenerationConfig(List.of(delimiter), USUAL_TOKENS, 0, 0, 1, 0, 0);
        }
        Section options = new Section(given.get());
        List<String> until = options.take("until").map(Generations::texts).orElse(List.of(delimiter));
        int maxTokens = USUAL_TOKENS;
        for (String name : List.of("max_completion_tokens", "max_tokens", "max_new_tokens", "max_gen_toks")) {
            maxTokens = options.take(name).map(Entry::whole).orElse(maxTokens);
        }
        double temperature = options.take("temperature").map(Entry::real).orElse(0.0);
        Optional<Boolean> draws = options.take("do_sample").map(Entry::truth);
        boolean drawn = draws.orElse(temperature > 0);
        int topK = options.take("top_k").map(Entry::whole).orElse(USUAL_TOP_K);
        double topP = options.take("top_p").map(Entry::real).orElse(1.0);
        double minP = options.take("min_p").map(Entry::real).orElse(0.0);
        double penalty = options.take("repetition_penalty").map(Entry::real).orElse(0.0);
        options.take("num_beams").filter(beams -> beams.whole() != 1).ifPresent(beams -> {
            throw beams.place().refused("num_beams: beam search is not done here. Take it out for the most probable token each time.");
        });
        options.ignore("use_cache", "num_beams");
        options.end();
        if (drawn) {
            notes.add("Answers are drawn (do_sample), so they are others than lm-eval's; they are the same each time.");
        }
        return drawn ? new GenerationConfig(until, maxTokens, temperature == 0 ? 1 : temperature, topK, topP, minP, penalty)
                : new GenerationConfig(until, maxTokens, 0, 0, 1, 0, penalty);
    }

    private static List<String> texts(Entry entry) {
        return entry.asList().stream().map(Entry::text).toList();
    }
}
