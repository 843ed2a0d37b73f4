package org.bytestill.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** The tokenizer in a GGUF file, made into what the native library reads. */
class GgufTokenizerFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("gguf/added.gguf"), golden("tokenizers/unigram.gguf"));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Path file = put(folder.resolve("model.gguf"), content);
        try (Tokenizer tokenizer = Tokenizer.open(file)) {
            tokenizer.encode(TestTexts.utf8("The cost of 1234, café\n 漢字"));
        }
    }
}
