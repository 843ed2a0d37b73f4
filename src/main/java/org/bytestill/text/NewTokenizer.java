package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;

/**
 * The tokenizer that a model gets in place of its own.
 *
 * @param choice {@value #BYTES}, or a folder or GGUF file that holds a tokenizer
 * @param model  the model; a byte tokenizer keeps its special tokens and chat template
 */
public record NewTokenizer(String choice, Path model) {
    /** The 256 bytes and the model's own special tokens. */
    public static final String BYTES = "bytes";

    private static final String CHAT_TEMPLATE = "chat_template.jinja";

    /** Names of the files that belong to the tokenizer in a Hugging Face folder. */
    public static final List<String> FILES = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", CHAT_TEMPLATE,
            "added_tokens.json", "tokenizer.model", "vocab.json", "merges.txt");

    /** The special tokens' roles in {@code tokenizer_config.json}. */
    private static final List<String> ROLES = List.of("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token");

    public boolean isBytes() {
        return choice.equals(BYTES);
    }

    /**
     * The caller closes it.
     *
     * @throws UserError if there is none, or a damaged one
     */
    public Tokenizer open() {
        return JsonTokenizer.open(read());
    }

    private TokenizerFiles read() {
        return isBytes() ? ByteTokenizer.of(TokenizerFiles.read(model)) : TokenizerFiles.read(Path.of(choice));
    }

    /** The files that make it the tokenizer of a Hugging Face folder, content by name; those of a folder byte for byte. */
    public Map<String, byte[]> files() {
        if (!isBytes() && GgufFile.in(Path.of(choice)).isEmpty()) {
            return copies(Path.of(choice), FILES);
        }
        Map<String, byte[]> files = read().asFiles();
        files.remove("generation_config.json");
        if (isBytes() && GgufFile.in(BaseModel.of(model)).isEmpty()) {
            files.putAll(copies(BaseModel.file(model, CHAT_TEMPLATE).getParent(), List.of(CHAT_TEMPLATE)));
        }
        return files;
    }

    private static Map<String, byte[]> copies(Path folder, List<String> names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    files.put(name, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw UserError.badInput("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
                }
            }
        }
        return files;
    }

    /** The new special tokens by their role, such as {@code pad_token}; only those that the vocabulary has. */
    public Map<String, String> roles() {
        return roles(read());
    }

    /** The special tokens that a model's own tokenizer has, by their role. */
    public static Map<String, String> rolesOf(Path model) {
        return roles(TokenizerFiles.read(model));
    }

    private static Map<String, String> roles(TokenizerFiles files) {
        Map<String, String> roles = new LinkedHashMap<>();
        for (String role : ROLES) {
            JsonNode token = files.tokenizerConfig().path(role);
            String content = token.isObject() ? token.path("content").asText("") : token.asText("");
            if (!content.isEmpty() && !content.equals("null")) {
                roles.put(role, content);
            }
        }
        return roles;
    }
}
