package org.bytestill.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufMetadata;
import org.bytestill.problem.UserError;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * Converts the tokenizer in GGUF metadata to the {@code tokenizer.json} that the tokenizers library reads: byte-level BPE
 * ({@code gpt2}), SentencePiece BPE ({@code llama}) and Unigram ({@code t5}).
 */
final class GgufTokenizer {
    private static final String KEY = "tokenizer.ggml.";
    private static final String TEMPLATE = "tokenizer.chat_template";
    /** Token types of {@code tokenizer.ggml.token_type}. */
    private static final long UNKNOWN = 2;
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;
    private static final long UNUSED = 5;

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final List<String> tokens;
    private final List<Long> kinds;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    /** The merges that follow from scores: they are not in the tree of the file. */
    private List<ScoreMerges.Pair> fromScores = List.of();

    private GgufTokenizer(GgufFile file) {
        this.file = file;
        this.metadata = file.metadata();
        List<String> spelled = metadata.texts(KEY + "tokens");
        // Gemma's files spell runs of spaces literally, although spaces are replaced by U+2581 before the text is encoded.
        this.tokens = isGemma() ? spelled.stream().map(GgufTokenizer::withoutSpaces).toList() : spelled;
        this.kinds = metadata.wholes(KEY + "token_type");
        if (tokens.isEmpty() || !kinds.isEmpty() && kinds.size() != tokens.size()) {
            throw UserError.corruptFile("%s holds %d tokens and %d token types. Convert the model to GGUF again, with its tokenizer.",
                    file.file(), tokens.size(),
                    kinds.size());
        }
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
    }

    /** @throws UserError naming file and kind if the kind of tokenizer is not supported */
    static TokenizerFiles read(GgufFile file) {
        GgufTokenizer tokenizer = new GgufTokenizer(file);
        ObjectNode json = tokenizer.json();
        return TokenizerFiles.made(file.file(), json, tokenizer.config(), tokenizer.generation(), tokenizer.notes)
                .withMerges(tokenizer.fromScores);
    }

    /** Its added tokens, roles and chat templates. */
    static TokenizerSettings settings(GgufFile file) {
        GgufTokenizer tokenizer = new GgufTokenizer(file);
        ObjectNode json = JsonFile.MAPPER.createObjectNode();
        json.set(TokenizerSettings.ADDED, tokenizer.addedTokens());
        return new TokenizerSettings(tokenizer.config(), json);
    }

    private boolean isGemma() {
        return metadata.text("general.architecture").orElse("").startsWith("gemma");
    }

    private static String withoutSpaces(String token) {
        return !token.isEmpty() && token.isBlank() && token.chars().allMatch(c -> c == ' ') ? token.replace(' ', Spelling.SPACE) : token;
    }

    private ObjectNode json() {
        String model = metadata.text(KEY + "model").orElse("none");
        ObjectNode json = JsonFile.MAPPER.createObjectNode().put("version", "1.0").putNull("truncation").putNull("padding");
        json.set("added_tokens", addedTokens());
        switch (model) {
            case "gpt2" -> byteLevel(json);
            case "llama" -> sentencePiece(json);
            case "gemma4" -> sentencePiece(json);
            case "t5" -> unigram(json);
            default -> throw UserError.badInput(
                    "%s holds a tokenizer of the kind \"%s\" (tokenizer.ggml.model); gpt2, llama and t5 can be read. Use the model's"
                            + " Hugging Face folder, or another model.",
                    file.file(), model);
        }
        return json;
    }

    private void byteLevel(ObjectNode json) {
        String name = metadata.text(KEY + "pre").orElse("");
        if (name.isEmpty() || name.equals(GgufPreTokenizer.UNKNOWN)) {
            notes.add(file.file() + (name.isEmpty() ? " does not say" : " says nothing but \"" + name + "\" of")
                    + " how text is cut before its tokens are merged (tokenizer.ggml.pre), as files from before April 2024. It is cut as"
                    + " GPT-2's; another model's tokens may come out wrong. Use the model's Hugging Face folder, or a newer GGUF file.");
        }
        GgufPreTokenizer pieces = GgufPreTokenizer.of(name.isEmpty() ? GgufPreTokenizer.UNKNOWN : name, file.file());
        pieces.write(json);
        json.putNull("post_processor");
        json.putObject("decoder").put("type", "ByteLevel").put("add_prefix_space", true).put("trim_offsets", true).put("use_regex", true);
        ObjectNode model = model(json).put("ignore_merges", pieces.ignoreMerges()).put("byte_fallback", false);
        model.putNull("unk_token");
        List<String> merges = metadata.texts(KEY + "merges");
        if (!metadata.has(KEY + "merges")) {
            throw UserError.badInput(
                    "%s holds a byte-level tokenizer without its merges (tokenizer.ggml.merges). Convert the model to GGUF again.",
                    file.file());
        }
        ArrayNode pairs = model.putArray("merges");
        merges.forEach(pairs::add);
    }

    private void sentencePiece(ObjectNode json) {
        ObjectNode normalizer = json.putObject("normalizer").put("type", "Sequence");
        ArrayNode steps = normalizer.putArray("normalizers");
        if (metadata.flag(KEY + "add_space_prefix").orElse(true)) {
            steps.addObject().put("type", "Prepend").put("prepend", String.valueOf(Spelling.SPACE));
        }
        steps.addObject().put("type", "Replace").put("content", String.valueOf(Spelling.SPACE)).putObject("pattern").put("String", " ");
        json.putNull("pre_tokenizer").putNull("post_processor");
        decodeSpacesAndBytes(json);
        ObjectNode model = model(json).put("ignore_merges", false).put("byte_fallback", true).put("fuse_unk", true);
        String unknown = unknownToken();
        if (unknown == null) {
            model.putNull("unk_token");
        } else {
            model.put("unk_token", unknown);
        }
        ArrayNode pairs = model.putArray("merges");
        List<String> merges = metadata.texts(KEY + "merges");
        if (merges.isEmpty()) {
            fromScores = ScoreMerges.of(tokens, scores());
        } else {
            merges.forEach(pairs::add);
        }
    }

    private static void decodeSpacesAndBytes(ObjectNode json) {
        ArrayNode decoders = json.putObject("decoder").put("type", "Sequence").putArray("decoders");
        decoders.addObject().put("type", "Replace").put("content", " ").putObject("pattern").put("String", String.valueOf(Spelling.SPACE));
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
    }

    private void unigram(ObjectNode json) {
        json.putNull("normalizer");
        List<Long> characters = metadata.wholes(KEY + "precompiled_charsmap");
        if (!characters.isEmpty()) {
            byte[] map = new byte[characters.size()];
            for (int i = 0; i < map.length; i++) {
                map[i] = characters.get(i).byteValue();
            }
            json.putObject("normalizer").put("type", "Precompiled").put("precompiled_charsmap", Base64.getEncoder().encodeToString(map));
        }
        json.putObject("pre_tokenizer").put("type", "Metaspace").put("replacement", String.valueOf(Spelling.SPACE)).put("split", true)
                .put("prepend_scheme", metadata.flag(KEY + "add_space_prefix").orElse(true) ? "always" : "never");
        json.putNull("post_processor");
        decodeSpacesAndBytes(json);
        List<Float> scores = metadata.floats(KEY + "scores");
        requireScores(scores);
        ObjectNode model = json.putObject("model").put("type", "Unigram").put("byte_fallback", ids.containsKey("<0x00>"));
        metadata.whole(KEY + "unknown_token_id").ifPresent(id -> model.put("unk_id", ids.get(token(KEY + "unknown_token_id", id))));
        ArrayNode entries = model.putArray("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            entries.addArray().add(tokens.get(id)).add((double) scores.get(id));
        }
    }

    private void requireScores(List<Float> scores) {
        if (scores.size() != tokens.size()) {
            throw UserError.corruptFile("%s holds %d tokens and %d scores (tokenizer.ggml.scores). Convert the model to GGUF again.",
                    file.file(), tokens.size(),
                    scores.size());
        }
    }

    private ObjectNode model(ObjectNode json) {
        ObjectNode model = json.putObject("model").put("type", "BPE").putNull("dropout").putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            if (ids.get(tokens.get(id)) == id) { // of equal tokens the last counts
                vocabulary.put(tokens.get(id), id);
            }
        }
        return model;
    }

    /** Merge priorities, the highest first. Gemma's scores do not reflect the order of its merges; the order of its tokens does. */
    private List<Float> scores() {
        List<Float> scores = metadata.floats(KEY + "scores");
        if (isGemma()) {
            return IntStream.range(0, tokens.size()).mapToObj(id -> (float) -id).toList();
        }
        requireScores(scores);
        return scores;
    }

    private long kind(int id) {
        return kinds.isEmpty() ? 1 : kinds.get(id);
    }

    /** The added tokens: control tokens and fillers are special, user-defined ones are matched literally. */
    private ArrayNode addedTokens() {
        ArrayNode added = JsonFile.MAPPER.createArrayNode();
        for (int id = 0; id < tokens.size(); id++) {
            long kind = kind(id);
            if ((kind == CONTROL || kind == UNUSED || kind == UNKNOWN || kind == USER_DEFINED) && ids.get(tokens.get(id)) == id) {
                added.addObject().put("id", id).put("content", tokens.get(id)).put("single_word", false).put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false).put("special", kind != USER_DEFINED);
            }
        }
        return added;
    }

    private @Nullable String unknownToken() {
        OptionalLong stated = metadata.whole(KEY + "unknown_token_id");
        if (stated.isPresent()) {
            return token(KEY + "unknown_token_id", stated.getAsLong());
        }
        for (int id = 0; id < tokens.size(); id++) {
            if (kind(id) == UNKNOWN) {
                return tokens.get(id);
            }
        }
        return null;
    }

    /** {@code tokenizer_config.json}: begin and end of a sequence, and the chat template. */
    private ObjectNode config() {
        ObjectNode config = JsonFile.MAPPER.createObjectNode();
        for (String role : new String[] {"bos", "eos"}) {
            String key = KEY + role + "_token_id";
            metadata.whole(key).ifPresent(id -> config.put(role + "_token", token(key, id)));
        }
        namedToken("unknown_token_id", "unk_token", config);
        namedToken("padding_token_id", "pad_token", config);
        // SentencePiece's own ids, which files leave out.
        for (int id = 1; id <= 2 && metadata.text(KEY + "model").orElse("").equals("llama"); id++) {
            String role = id == 1 ? "bos_token" : "eos_token";
            if (!config.has(role) && id < tokens.size() && kind(id) == CONTROL) {
                config.put(role, tokens.get(id));
            }
        }
        // Where the flag is missing, llama.cpp adds the token to SentencePiece's texts alone.
        config.put("add_bos_token", metadata.flag(KEY + "add_bos_token").orElse(metadata.text(KEY + "model").orElse("").equals("llama")));
        chatTemplates(config);
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        return config;
    }

    /** A token that only chat templates name. Some converters write an id beyond the vocabulary where there is none. */
    private void namedToken(String key, String role, ObjectNode config) {
        metadata.whole(KEY + key).ifPresent(id -> {
            if (id >= 0 && id < tokens.size()) {
                config.put(role, tokens.get((int) id));
            }
        });
    }

    /** The chat template; where there are others beside it, all by name. */
    private void chatTemplates(ObjectNode config) {
        List<String> names = metadata.texts(TEMPLATE + "s");
        if (names.isEmpty()) {
            metadata.text(TEMPLATE).ifPresent(template -> config.put("chat_template", template));
            return;
        }
        ArrayNode all = config.putArray("chat_template");
        metadata.text(TEMPLATE).ifPresent(template -> all.addObject().put("name", "default").put("template", template));
        for (String name : names) {
            metadata.text(TEMPLATE + "." + name).filter(template -> !name.equals("default"))
                    .ifPresent(template -> all.addObject().put("name", name).put("template", template));
        }
    }

    /** {@code generation_config.json}: all end-of-sequence tokens. */
    private ObjectNode generation() {
        ObjectNode generation = JsonFile.MAPPER.createObjectNode();
        metadata.whole(KEY + "bos_token_id").ifPresent(id -> generation.put("bos_token_id", (int) id));
        ArrayNode ends = generation.putArray("eos_token_id");
        for (String key : new String[] {"eos_token_id", "eot_token_id", "eom_token_id"}) {
            metadata.whole(KEY + key).ifPresent(id -> ends.add((int) id));
        }
        return generation;
    }

    private String token(String key, long id) {
        if (id < 0 || id >= tokens.size()) {
            throw UserError.corruptFile("%s: key \"%s\" is %d, the vocabulary has %d tokens. Convert the model to GGUF again.", file.file(),
                    key, id,
                    tokens.size());
        }
        return tokens.get((int) id);
    }
}
