package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/**
 * What of a {@code tokenizer.json} may reach the tokenizers library, whose native code ends the process at long tokens of a Unigram (it
 * walks them in recursion), at deep nesting, and where a regular expression backtracks ten million times.
 */
final class TokenizerLimits {
    /** The longest tokens of known models have hundreds of characters; a Unigram ends the process at some beyond 5,000. */
    private static final int LONGEST_TOKEN = 2000;
    private static final Set<String> KEYS = Set.of("version", "added_tokens", "normalizer", "pre_tokenizer", "model");
    private static final Set<String> MODEL_KEYS = Set.of("type", "vocab", "merges", "unk_id", "byte_fallback", "ignore_merges",
            "continuing_subword_prefix", "end_of_word_suffix", "unk_token", "fuse_unk", "dropout");
    /** Steps whose time grows with the text's length alone. */
    private static final Set<String> LINEAR = Set.of("ByteLevel", "Metaspace", "Digits", "Punctuation", "Whitespace", "WhitespaceSplit",
            "BertPreTokenizer", "CharDelimiterSplit", "UnicodeScripts", "NFC", "NFD", "NFKC", "NFKD", "Prepend");
    private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String GPT2_REST = "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    /**
     * Expressions of published models. At every position one of their alternatives matches after a number of steps that what it matches
     * makes up for.
     */
    private static final Set<String> EXPRESSIONS = Set.of("'s|'t|'re|'ve|'m|'ll|'d" + GPT2_REST, "'(?:[sdmt]|ll|ve|re)" + GPT2_REST,
            "(?:'s|'t|'re|'ve|'m|'ll|'d)" + GPT2_REST,
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + REST,
            "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + REST,
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "[一-龥\u3040-ゟ゠-ヿ]+", "\\p{N}{1,3}", "\\p{N}", "\\d", "[0-9]", "[0-9][0-9][0-9]", "[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+",
            " ?[^(\\s|[.,!?…。，、।۔،])]+");

    private TokenizerLimits() {}

    /** @throws UserError if a token is longer than the library can hold */
    static void require(JsonNode json, Path file) {
        JsonNode vocabulary = json.path("model").path("vocab");
        vocabulary.fieldNames().forEachRemaining(token -> require(token, file));
        if (vocabulary.isArray()) {
            vocabulary.forEach(entry -> require(entry.path(0).asText(), file));
        }
        json.path("added_tokens").forEach(token -> require(token.path("content").asText(), file));
    }

    private static void require(String token, Path file) {
        if (token.length() > LONGEST_TOKEN) {
            throw UserError.badInput("%s holds a token of %d characters, \"%s\"; up to %d can be read. Choose another model.", file,
                    token.length(), Quoted.of(token), LONGEST_TOKEN);
        }
    }

    /** Removes what does not decide how a text is cut: the library reads it all the same. */
    static void strip(ObjectNode json) {
        json.retain(KEYS);
        ((ObjectNode) json.get("model")).retain(MODEL_KEYS);
    }

    /** True if the library may read the file in this process. */
    static boolean isKnown(JsonNode json) {
        return areKnown(json.path("normalizer"), "normalizers") && areKnown(json.path("pre_tokenizer"), "pretokenizers");
    }

    private static boolean areKnown(JsonNode part, String steps) {
        if (part.isNull() || part.isMissingNode()) {
            return true;
        }
        String type = part.path("type").asText();
        if (type.equals("Sequence")) {
            // Of one level, as all known files have it.
            return part.path(steps).valueStream().allMatch(step -> isStep(step));
        }
        return isStep(part);
    }

    private static boolean isStep(JsonNode step) {
        String type = step.path("type").asText();
        JsonNode pattern = step.path("pattern");
        return LINEAR.contains(type) || List.of("Split", "Replace").contains(type) && (pattern.has("String")
                ? !pattern.path("String").asText().isEmpty() : isKnown(pattern.path("Regex").asText()));
    }

    private static boolean isKnown(String expression) {
        return EXPRESSIONS.contains(expression) || GgufPreTokenizer.hasExpression(expression);
    }
}
