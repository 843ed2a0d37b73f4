package org.bytestill.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code tokenizer.json}, read by the native library too. One of rules that need a process of their own is tried in each 100th case. */
class TokenizerFuzzTest extends ReaderFuzz {
    private static final byte[] TEXT = "The cost of 1234 \"licences\", café: x\n\n  漢字 \u0000 end".getBytes(StandardCharsets.UTF_8);
    private int unknown;

    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("models/llama3/tokenizer.json"), golden("models/gemma2/tokenizer.json"),
                golden("tokenizers/bases/unigram.json"), golden("tokenizers/bases/byte_level.json"),
                golden("models/smollm2/tokenizer.json"));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        put(folder.resolve("tokenizer.json"), content);
        if (!TokenizerJson.of(TokenizerFiles.read(folder)).isKnown() && unknown++ % 100 != 0) {
            return;
        }
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            tokenizer.encode(TEXT);
            tokenizer.lastTokens(TEXT);
        }
    }
}
