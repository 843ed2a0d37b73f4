package org.bytestill.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bytestill.generation.Generated;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.generation.Prompts;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.Rendering;

/**
 * A model's answer to the probe conversation: how its chat template writes it, the tokens of that, and the most probable tokens after it.
 *
 * @param rendered the conversation as its template writes it
 * @param prompt   token ids of that
 * @param answer   ids of the first tokens of the answer; the end of the turn does not end them
 * @param text     their text
 */
record ChatAnswer(String rendered, int[] prompt, int[] answer, String text) {
    /** Tokens of the answer. */
    static final int LENGTH = 24;
    private static final long CACHE_BYTES = 1L << 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** No turn of a system: some templates refuse one. */
    static final Conversation PROBE = Conversation.of(List.of(message("user", "Which animal is the largest?"),
            message("assistant", "The blue whale."), message("user", "How long does it grow, and where does it live?")));

    private static ObjectNode message(String role, String content) {
        return JSON.createObjectNode().put("role", role).put("content", content);
    }

    /** The answer of a model; empty if it has no template, or one that refuses the conversation. */
    static Optional<ChatAnswer> of(Path model, Decoder decoder, Tokenizer tokenizer) {
        return ChatFormat.ofModel(model).map(format -> format.render(PROBE, true)).map(Rendering::text)
                .map(rendered -> of(rendered, decoder, tokenizer));
    }

    private static ChatAnswer of(String rendered, Decoder decoder, Tokenizer tokenizer) {
        int[] prompt = Prompts.rendered(tokenizer, rendered.getBytes(StandardCharsets.UTF_8));
        Generated answer = continued(prompt, LENGTH, decoder, tokenizer);
        return new ChatAnswer(rendered, prompt, answer.tokens(), answer.text());
    }

    /** The most probable tokens after others; the end of a text ends none. */
    static Generated continued(int[] prompt, int count, Decoder decoder, Tokenizer tokenizer) {
        GenerationSettings settings = new GenerationSettings(count, Sampling.GREEDY, 0, new BitSet(), List.of());
        return new Generator(decoder, tokenizer.vocabulary(), CACHE_BYTES).generate(List.of(prompt), settings, GenerationListener.NONE)
                .get(0);
    }

    /** How many tokens of the answers agree before the first that does not. */
    int agreesWith(ChatAnswer other) {
        int differs = Arrays.mismatch(answer, other.answer);
        return differs < 0 ? answer.length : differs;
    }
}
