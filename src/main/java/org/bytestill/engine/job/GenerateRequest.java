package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.problem.Check;
import org.bytestill.text.chat.Conversation;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * A request to generate texts.
 *
 * @param model             folder of a run, of a model or of an adapter, or a GGUF file
 * @param checkpoint        {@code best}, {@code last}, {@code first} or an update; only of a run
 * @param prompts           what is continued
 * @param maxNewTokens      most tokens of a text
 * @param temperature       divisor of the logits; 0 takes the most probable token
 * @param topK              so many most probable tokens are kept; 0 for all
 * @param topP              the most probable tokens are kept until their probabilities reach it; 1 for all
 * @param minP              tokens are kept whose probability is at least this share of the largest; 0 for all
 * @param repetitionPenalty divisor of logits of tokens that the text holds; 1 for none
 * @param stops             strings that end a text
 * @param seed              seed of the draws
 * @param precision         {@code float32} or {@code bfloat16}
 * @param device            {@code auto}, {@code cpu} or {@code cuda}
 */
public record GenerateRequest(Path model, String checkpoint, List<Prompt> prompts, int maxNewTokens, double temperature, int topK,
        double topP,
        double minP, double repetitionPenalty, List<String> stops, long seed, String precision, String device) {
    /**
     * One prompt: a text, or a conversation that the model's chat template renders, with the header of the answer.
     *
     * @param text         the text; empty for a conversation
     * @param conversation the conversation, or null for a text
     */
    public record Prompt(byte[] text, @Nullable Conversation conversation) {
        public static Prompt of(byte[] text) {
            return new Prompt(text, null);
        }

        /**
         * What a user says to the model.
         *
         * @param system the system's message before it, or null
         */
        public static Prompt said(@Nullable String system, String message) {
            return of(Conversation.of(Stream.of("system", "user").filter(role -> role.equals("user") || system != null)
                    .map(role -> JsonFile.MAPPER.createObjectNode().put("role", role)
                            .put("content", role.equals("user") ? message : system))
                    .toList()));
        }

        /**
         * A conversation without a message of the system.
         *
         * @param turns what the user and the model said by turns, the user first and last
         */
        public static Prompt chat(List<String> turns) {
            Check.that(turns.size() % 2 == 1, "The user speaks first and last.");
            return of(Conversation.of(IntStream.range(0, turns.size()).mapToObj(turn -> JsonFile.MAPPER.createObjectNode()
                    .put("role", turn % 2 == 0 ? "user" : "assistant").put("content", turns.get(turn))).toList()));
        }

        public static Prompt of(Conversation conversation) {
            return new Prompt(new byte[0], conversation);
        }
    }

    public GenerateRequest {
        prompts = List.copyOf(prompts);
        stops = List.copyOf(stops);
        Check.that(!prompts.isEmpty(), "There is no prompt. Give one.");
    }
}
