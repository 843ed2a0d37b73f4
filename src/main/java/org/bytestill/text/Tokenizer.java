package org.bytestill.text;

/** Cuts bytes into tokens the way a model was trained to see them. Safe for use by several threads. */
public interface Tokenizer extends AutoCloseable {
    /**
     * Opens the tokenizer of a Hugging Face model folder or of a GGUF file. The caller closes it.
     *
     * @throws org.bytestill.problem.UserError if there is no tokenizer, or one that is damaged or of another kind
     */
    static Tokenizer open(java.nio.file.Path folder) {
        return JsonTokenizer.open(folder);
    }

    /**
     * The tokenizer of a model in the files of a Hugging Face folder, content by name.
     *
     * @throws org.bytestill.problem.UserError as {@link #open}
     */
    static java.util.Map<String, byte[]> filesOf(java.nio.file.Path model) {
        return TokenizerFiles.read(model).asFiles();
    }

    Vocabulary vocabulary();

    /**
     * The canonical tokens of the text, without any special token added.
     *
     * <p>The text may hold invalid UTF-8; the byte strings of the tokens joined give the text back, byte for byte. A
     * special token's name that occurs in the text is read as ordinary text.
     */
    int[] encode(byte[] text);

    /**
     * For every prefix length e from 1 to n the last token of the canonical encoding of the first e bytes: the parent
     * links of the covering tree (method.md 1.6: the encoding without its last token is itself canonical).
     *
     * <p>Where the prefix ends inside a character, byte-level tokenizers cut into pieces as if the character were whole,
     * and merge the bytes of the last piece up to the prefix; others add the character's bytes one by one.
     *
     * @return n + 1 token ids; entry 0 is -1, and so is a prefix that has no tokens
     */
    int[] lastTokens(byte[] text);

    /** SHA-256 of everything that decides how text is cut, in hex. */
    String fingerprint();

    /** What a user should know: lossy normalizers, prefixes left out. Empty if nothing. */
    java.util.List<String> notes();

    @Override
    void close();
}
