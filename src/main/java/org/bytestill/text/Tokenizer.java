package org.bytestill.text;

/** A lossless tokenizer over bytes: encodes text into the canonical tokens that a model was trained on. Thread-safe. */
public interface Tokenizer extends AutoCloseable {
    /**
     * Opens the tokenizer of a Hugging Face model folder or of a GGUF file. The caller closes it.
     *
     * @throws org.bytestill.problem.UserError if the tokenizer is missing, damaged or of an unsupported kind
     */
    static Tokenizer open(java.nio.file.Path folder) {
        return EndsTokenizer.around(JsonTokenizer.open(folder), folder);
    }

    /**
     * The tokenizer of a model as files of a Hugging Face folder, content by name.
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
     * <p>The text may contain invalid UTF-8; the byte strings of the tokens joined are the text, byte for byte. The name of a special token
     * in the text is encoded as ordinary text.
     */
    int[] encode(byte[] text);

    /**
     * The special tokens that the tokenizer's own template puts before a text, such as the begin-of-sequence token: other programs open
     * every prompt so. Empty if there are none.
     */
    default int[] opening() {
        return new int[0];
    }

    /**
     * For every prefix length e from 1 to n the last token of the canonical encoding of the first e bytes: the parent
     * links of the covering tree (method.md 1.6: the encoding without its last token is itself canonical).
     *
     * <p>Where the prefix ends inside a character, byte-level tokenizers pre-tokenize as if the character were complete and merge the
     * bytes of the last piece up to the prefix; others add the bytes of the character one by one (byte fallback).
     *
     * @return n + 1 token ids; entry 0 is -1, and so is a prefix that has no tokens
     */
    int[] lastTokens(byte[] text);

    /** Where tokens of another tokenizer end, of a byte tokenizer that writes it. */
    default java.util.Optional<TokenEnds> ends() {
        return java.util.Optional.empty();
    }

    /** The special tokens that have a name, to be found in a text that a chat template has rendered. */
    default ControlTokens controls() {
        return ControlTokens.of(vocabulary());
    }

    /** SHA-256 in hex of everything that determines the tokens of a text. */
    String fingerprint();

    /** Notes for the user, such as removed normalizers and prefix spaces; may be empty. */
    java.util.List<String> notes();

    @Override
    void close();
}
