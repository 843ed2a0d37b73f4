package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;

/**
 * The pre-tokenizers of GGUF files: regular expressions that split a text into pieces before byte-level BPE. A file contains only the name
 * ({@code tokenizer.ggml.pre}); the expressions are those of the Hugging Face tokenizers of the models with that name.
 */
enum GgufPreTokenizer {
    /** GPT-2's expression, which the tokenizers library has built in. */
    GPT2(false, false, "", "default", "gpt-2", "gpt2", "phi-2", "olmo", "mpt", "jais", "gpt-neox"),
    /** Each digit alone, then as GPT-2. */
    DIGITS(false, false, "", "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b"),
    LLAMA3(true, false, Pieces.LLAMA3, "llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral"),
    /** Llama 3's expression for vocabularies in which every token can be merged. */
    CL100K(false, false, Pieces.LLAMA3, "dbrx", "smaug-bpe"),
    QWEN2(false, true, Pieces.QWEN2, "qwen2", "deepseek-r1-qwen"),
    TEKKEN(true, false, Pieces.TEKKEN, "tekken"),
    GPT4O(false, false, Pieces.GPT4O, "gpt-4o");

    /** The name of files that do not know it. */
    static final String UNKNOWN = "default";

    private final boolean ignoreMerges;
    private final boolean composed;
    private final String pieces;
    private final List<String> names;

    /** The regular expressions; each match is a piece. */
    private static final class Pieces {
        private static final String ENGLISH_ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
        private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        private static final String WORD = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
        static final String LLAMA3 = ENGLISH_ENDINGS + "|" + WORD + "|\\p{N}{1,3}" + REST;
        static final String QWEN2 = ENGLISH_ENDINGS + "|" + WORD + "|\\p{N}" + REST;

        private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
        private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
        private static final String BEFORE = "[^\\r\\n\\p{L}\\p{N}]?";
        private static final String CASED_REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        static final String TEKKEN = BEFORE + UPPER + "*" + LOWER + "+|" + BEFORE + UPPER + "+" + LOWER + "*|\\p{N}" + CASED_REST;
        static final String GPT4O = BEFORE + UPPER + "*" + LOWER + "+" + ENGLISH_ENDINGS + "?|" + BEFORE + UPPER + "+" + LOWER + "*"
                + ENGLISH_ENDINGS
                + "?|\\p{N}{1,3}" + CASED_REST;
    }

    /**
     * @param ignoreMerges true if a piece that is itself a token is not split
     * @param composed     true if the text is normalised to NFC first
     * @param pieces       the regular expression; empty for GPT-2's
     * @param names        its names in {@code tokenizer.ggml.pre}
     */
    GgufPreTokenizer(boolean ignoreMerges, boolean composed, String pieces, String... names) {
        this.ignoreMerges = ignoreMerges;
        this.composed = composed;
        this.pieces = pieces;
        this.names = List.of(names);
    }

    /** @throws UserError listing the known names */
    static GgufPreTokenizer of(String name, Path file) {
        return Arrays.stream(values()).filter(known -> known.names.contains(name)).findFirst().orElseThrow(() -> UserError.badInput(
                "%s cuts text by the rules \"%s\" (tokenizer.ggml.pre), which are not known; these are: %s. Use the model's Hugging Face folder.",
                file, name,
                Arrays.stream(values()).flatMap(known -> known.names.stream()).sorted().collect(Collectors.joining(", "))));
    }

    /** True if one of the expressions is this one. */
    static boolean hasExpression(String expression) {
        return !expression.isEmpty() && Arrays.stream(values()).anyMatch(known -> known.pieces.equals(expression));
    }

    /** Those that have the file's own expression first. */
    static List<GgufPreTokenizer> likeliestFirst(JsonNode tokenizer) {
        String own = tokenizer.path("pre_tokenizer").toString();
        boolean whole = tokenizer.path("model").path("ignore_merges").asBoolean();
        return Arrays.stream(values()).sorted(Comparator.comparing((GgufPreTokenizer known) -> !known.isIn(own))
                .thenComparing(known -> known.ignoreMerges != whole)).toList();
    }

    private boolean isIn(String preTokenizer) {
        return pieces.isEmpty()
                ? !preTokenizer.contains("\"Split\"") && preTokenizer.contains("\"Digits\"") == (this == DIGITS)
                : preTokenizer.contains(TextNode.valueOf(pieces).toString());
    }

    /** The name that llama.cpp knows it by; its own "default" is another. */
    String nameToWrite() {
        return names.stream().filter(name -> !name.equals(UNKNOWN)).findFirst().orElseThrow();
    }

    static String namesToWrite() {
        return Arrays.stream(values()).map(GgufPreTokenizer::nameToWrite).collect(Collectors.joining(", "));
    }

    /** Where llama.cpp's own expression of that name is not quite the model's, a sentence. */
    Optional<String> caution() {
        return this == TEKKEN || this == GPT4O
                ? Optional.of("llama.cpp tells capital letters from small ones only of a to z when it cuts text (" + nameToWrite()
                        + "): words of other scripts may have other tokens there.")
                : Optional.empty();
    }

    boolean ignoreMerges() {
        return ignoreMerges;
    }

    /** Writes normalizer and pre-tokenizer into a {@code tokenizer.json}. */
    void write(ObjectNode json) {
        if (composed) {
            json.putObject("normalizer").put("type", "NFC");
        } else {
            json.putNull("normalizer");
        }
        ObjectNode sequence = json.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        if (this == DIGITS) {
            steps.addObject().put("type", "Digits").put("individual_digits", true);
        }
        if (!pieces.isEmpty()) {
            steps.addObject().put("type", "Split").put("behavior", "Isolated").put("invert", false).putObject("pattern").put("Regex",
                    pieces);
        }
        steps.addObject().put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true).put("use_regex",
                pieces.isEmpty());
    }
}
