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
 * A tokenizer that replaces a model's own (vocabulary transfer).
 *
 * @param choice     {@value #BYTES}, {@value #BYTES_WITH_ENDS}, or a folder or GGUF file that holds a tokenizer
 * @param model      the model; a byte tokenizer keeps its special tokens and chat template
 * @param boundaries the model at the end of whose tokens {@value #BYTES_WITH_ENDS} writes one
 */
public record NewTokenizer(String choice, Path model, Path boundaries) {
    /** Choice of the byte tokenizer: the 256 bytes and the model's own special tokens. */
    public static final String BYTES = "bytes";
    /** Choice of the same with a token more, where a token of the teacher ends. */
    public static final String BYTES_WITH_ENDS = "bytes-with-ends";

    private static final String CHAT_TEMPLATE = "chat_template.jinja";

    /** Names of the tokenizer files in a Hugging Face folder. */
    public static final List<String> FILES = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", CHAT_TEMPLATE,
            "added_tokens.json", "tokenizer.model", "vocab.json", "merges.txt", EndsTokenizer.FILE);

    /** Roles of special tokens in {@code tokenizer_config.json}. */
    private static final List<
            String> ROLES = List.of("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token");

    /** Of a tokenizer that does not ask where other tokens end. */
    public NewTokenizer(String choice, Path model) {
        this(choice, model, model);
    }

    /** True for a word that is made from the model's own tokenizer, and no path. */
    public static boolean isMade(String choice) {
        return choice.equals(BYTES) || choice.equals(BYTES_WITH_ENDS);
    }

    /** True if a model's tokenizer was made by {@value #BYTES_WITH_ENDS}: no other program cuts text so. */
    public static boolean writesEnds(Path model) {
        return EndsTokenizer.isIn(model);
    }

    public boolean isBytes() {
        return isMade(choice);
    }

    private boolean hasEnds() {
        return choice.equals(BYTES_WITH_ENDS);
    }

    private byte[] ends() {
        return EndsTokenizer.content(TokenizerFiles.read(boundaries));
    }

    /**
     * Opens the tokenizer; the caller closes it.
     *
     * @throws UserError if it is missing or damaged
     */
    public Tokenizer open() {
        JsonTokenizer tokenizer = JsonTokenizer.open(read());
        return hasEnds() ? EndsTokenizer.of(tokenizer, boundaries, ends()) : tokenizer;
    }

    private TokenizerFiles read() {
        return isBytes() ? ByteTokenizer.of(TokenizerFiles.read(model), hasEnds() ? List.of(EndsTokenizer.NAME) : List.of())
                : TokenizerFiles.read(Path.of(choice));
    }

    /** The tokenizer files for a Hugging Face folder, content by name; copied verbatim if the source is a folder. */
    public Map<String, byte[]> files() {
        if (!isBytes() && GgufFile.in(Path.of(choice)).isEmpty()) {
            return copies(Path.of(choice), FILES);
        }
        Map<String, byte[]> files = read().asFiles();
        files.remove("generation_config.json");
        if (hasEnds()) {
            files.put(EndsTokenizer.FILE, ends());
        }
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

    /** The special tokens of the new tokenizer by role, such as {@code pad_token}; roles without a token are missing. */
    public Map<String, String> roles() {
        return roles(read());
    }

    /** The special tokens of a model's own tokenizer by role. */
    public static Map<String, String> rolesOf(Path model) {
        return roles(TokenizerFiles.read(model));
    }

    static Map<String, String> roles(TokenizerFiles files) {
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
