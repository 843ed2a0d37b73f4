package org.bytestill.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** The configurations beside {@code tokenizer.json}; each is given the same content. */
class TokenizerConfigFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("models/llama2/tokenizer_config.json"), golden("models/llama2/generation_config.json"),
                "{\"eos_token\": {\"content\": \"</s>\"}, \"eos_token_id\": [2, 1], \"bos_token_id\": 1, \"chat_template\": \"{{x}}\"}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            put(folder.resolve("tokenizer.json"), golden("tokenizers/bases/byte_level.json"));
        }
        for (String name : List.of("tokenizer_config.json", "generation_config.json", "config.json", "special_tokens_map.json")) {
            put(folder.resolve(name), content);
        }
        TokenizerJson.of(TokenizerFiles.read(folder));
        NewTokenizer.rolesOf(folder);
    }
}
