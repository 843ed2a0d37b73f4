package org.bytestill.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytestill.util.NativeFolder;

/** The tokenizers library, called in this process. */
final class LibraryInThisProcess implements NativeTokenizer {
    /** Options of the library, which by default truncates at 512 tokens and adds special tokens. */
    private static final Map<String, String> PLAIN = Map.of("truncation", "false", "padding", "false",
            "addSpecialTokens", "false", "modelMaxLength", "1000000000");

    static {
        // The library would contact a server on first use.
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final HuggingFaceTokenizer library;

    /** @throws RuntimeException if the library refuses the file, in the library's words */
    LibraryInThisProcess(byte[] tokenizerJson) throws IOException {
        library = NativeFolder.loading("the tokenizers library",
                () -> HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), PLAIN));
    }

    @Override
    public List<Cut> cut(List<String> texts) {
        return texts.stream().map(this::cut).toList();
    }

    /** The library's own call also makes strings and spans of all tokens, which takes longer than to cut the text. */
    private Cut cut(String text) {
        long encoding = TokenizersLibrary.LIB.encode(library.getHandle(), text, false);
        try {
            return new Cut(ints(TokenizersLibrary.LIB.getTokenIds(encoding)), ints(TokenizersLibrary.LIB.getWordIds(encoding)));
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
            Reference.reachabilityFence(library); // which frees its rules when nobody holds it
        }
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    @Override
    public void close() {
        library.close();
    }
}
