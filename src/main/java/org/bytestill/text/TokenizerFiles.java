package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;

/**
 * The tokenizer files of a model, in the format of a Hugging Face folder.
 *
 * @param file             the source, for messages
 * @param content          content of {@code tokenizer.json}, for the fingerprint
 * @param tokenizer        {@code tokenizer.json}
 * @param tokenizerConfig  {@code tokenizer_config.json}; empty if there is none
 * @param config           {@code config.json}; empty if there is none
 * @param generationConfig {@code generation_config.json}; empty if there is none
 * @param specialTokens    {@code special_tokens_map.json}; empty if there is none
 * @param notes            what the source leaves open, as sentences for the user
 * @param merges           those that are in the content alone, as {@link BytePairMerger#of} takes them; empty where the tree has all
 */
record TokenizerFiles(Path file, byte[] content, ObjectNode tokenizer, JsonNode tokenizerConfig, JsonNode config,
        JsonNode generationConfig, JsonNode specialTokens, List<String> notes, int[] merges) {
    static final String MAIN = "tokenizer.json";
    private static final String CONFIG = "tokenizer_config";
    private static final int[] IN_TREE = {};
    /** How the content ends of a BPE without merges. */
    private static final String NO_MERGES = "\"merges\":[]}}";
    private static final String CLOSED = "]}}";

    /** Files of other forms in place of {@code tokenizer.json}. */
    private static final List<String> OLDER = List.of("tokenizer.model", "vocab.json", "spiece.model", "tekken.json");

    /**
     * @param model a folder or a GGUF file; an adapter without a tokenizer uses that of its base
     * @throws UserError if the tokenizer is missing or damaged
     */
    static TokenizerFiles read(Path model) {
        return TokenizerSource.of(model).read().get();
    }

    /** The file that holds the tokenizer of a folder. */
    static Path mainFile(Path folder) {
        Path file = folder.resolve(MAIN);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw UserError.badInput("%s is a file, no model. Name the folder that holds its files, or a GGUF file.", folder);
        }
        if (!Files.exists(file)) {
            boolean older = OLDER.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
            throw UserError.badInput("No tokenizer.json in %s: it turns tokens into bytes. %s", folder, older
                    ? "The folder has another form of it; Python's AutoTokenizer.from_pretrained and save_pretrained write tokenizer.json from that."
                    : "Download it from where the model came from.");
        }
        return file;
    }

    static TokenizerFiles ofFolder(Path folder) {
        Path file = mainFile(folder);
        byte[] content = JsonFile.bytes(file);
        return new TokenizerFiles(file, content, JsonFile.parse(file, content),
                JsonFile.readIfPresent(BaseModel.file(folder, "tokenizer_config.json")),
                JsonFile.readIfPresent(BaseModel.file(folder, "config.json")),
                JsonFile.readIfPresent(BaseModel.file(folder, "generation_config.json")),
                JsonFile.readIfPresent(BaseModel.file(folder, "special_tokens_map.json")), List.of(), IN_TREE);
    }

    /**
     * Files that are kept together.
     *
     * @param all {@link #others} by their names
     */
    static TokenizerFiles of(Path file, byte[] content, ObjectNode tokenizer, JsonNode all) {
        return new TokenizerFiles(file, content, tokenizer, object(all.path(CONFIG)), object(all.path("config")),
                object(all.path("generation_config")), object(all.path("special_tokens_map")), List.of(), IN_TREE);
    }

    private static JsonNode object(JsonNode node) {
        return node.isObject() ? node : JsonFile.MAPPER.createObjectNode();
    }

    /** The files beside {@code tokenizer.json}, by their names without ending. */
    Map<String, JsonNode> others() {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        others.put(CONFIG, tokenizerConfig.deepCopy());
        others.put("config", config);
        others.put("generation_config", generationConfig);
        others.put("special_tokens_map", specialTokens);
        return others;
    }

    /** Files of a generated tokenizer. */
    static TokenizerFiles made(Path file, ObjectNode tokenizer, ObjectNode tokenizerConfig, ObjectNode generationConfig,
            List<String> notes) {
        return new TokenizerFiles(file, tokenizer.toString().getBytes(StandardCharsets.UTF_8), tokenizer, tokenizerConfig,
                JsonFile.MAPPER.createObjectNode(), generationConfig, JsonFile.MAPPER.createObjectNode(), notes, IN_TREE);
    }

    /** The same with merges in the content. */
    TokenizerFiles withMerges(List<ScoreMerges.Pair> pairs) {
        int end = content.length - NO_MERGES.length();
        if (pairs.isEmpty() || end < 0 || !new String(content, end, NO_MERGES.length(), StandardCharsets.UTF_8).equals(NO_MERGES)) {
            return this;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(content.length + 32 * pairs.size());
        whole.write(content, 0, content.length - CLOSED.length());
        ScoreMerges.writeJson(pairs, whole);
        whole.writeBytes(CLOSED.getBytes(StandardCharsets.UTF_8));
        return new TokenizerFiles(file, whole.toByteArray(), tokenizer, tokenizerConfig, config, generationConfig, specialTokens, notes,
                ScoreMerges.ids(pairs));
    }

    Map<String, byte[]> asFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("tokenizer.json", content);
        files.put("tokenizer_config.json", pretty(tokenizerConfig));
        files.put("generation_config.json", pretty(generationConfig));
        return files;
    }

    private static byte[] pretty(JsonNode json) {
        return JsonFile.pretty(json).getBytes(StandardCharsets.UTF_8);
    }
}
