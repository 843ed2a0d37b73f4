package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a Hugging Face folder, made lossless. The tokenizers library encodes valid UTF-8 with a modified
 * {@code tokenizer.json} ({@link LosslessForm}); invalid bytes become single-byte tokens. Every result is checked: the tokens joined must
 * be the text. Where they are not, because the library drops a piece, the bytes are encoded here.
 */
final class JsonTokenizer implements Tokenizer {
    /** Version of this class, part of the fingerprint; incremented when the tokens of some text change. */
    static final int RULES = 2;

    /** One piece of a text that the library gets: at ten million steps an expression ends the process, and takes some for a character. */
    private static final int LONGEST_TEXT = 4 << 20;

    private final TokenizerRules rules;
    private final NativeTokenizer library;
    /** How the library's pieces become tokens; null where it gives tokens. */
    private final @Nullable PieceCutter cutter;
    /** True if no token is longer than a byte, so that every byte is a token. */
    private final boolean onlyBytes;
    private volatile @Nullable PrefixTokens prefixes;

    JsonTokenizer(TokenizerRules rules) {
        this.rules = rules;
        this.library = rules.library();
        this.cutter = rules.form().added() == null ? null : new PieceCutter(rules);
        Vocabulary vocabulary = rules.vocabulary();
        this.onlyBytes = rules.spelling() == Spelling.BYTE_LEVEL
                && IntStream.range(0, vocabulary.size()).allMatch(id -> vocabulary.bytesOf(id).length <= 1);
    }

    static JsonTokenizer open(Path model) {
        return new JsonTokenizer(TokenizerStore.ofUser().rules(TokenizerSource.of(model)));
    }

    static JsonTokenizer open(TokenizerFiles files) {
        return new JsonTokenizer(rules(files));
    }

    static TokenizerRules rules(TokenizerFiles files) {
        OpeningTokens opening = OpeningTokens.of(files); // before the template is taken out
        return TokenizerJson.of(files).rules(opening);
    }

    @Override
    public Vocabulary vocabulary() {
        return rules.vocabulary();
    }

    @Override
    public int[] opening() {
        return rules.opening().clone();
    }

    @Override
    public int[] encode(byte[] text) {
        if (onlyBytes) {
            return bytesOf(text, 0);
        }
        IntList tokens = new IntList(text.length / 2 + 1);
        Utf8Segments.visit(text, rules.spelling(), new Utf8Segments.Visitor() {
            @Override
            public void valid(int from, int to) {
                tokens.addAll(cut(text, from, to).ids());
            }

            @Override
            public void bare(int offset) {
                tokens.add(rules.byteTokens().at(text, offset));
            }
        });
        return tokens.toArray();
    }

    @Override
    public int[] lastTokens(byte[] text) {
        if (onlyBytes) {
            return bytesOf(text, 1);
        }
        PrefixTokens known = prefixes;
        if (known == null) {
            known = new PrefixTokens(this, rules);
            prefixes = known;
        }
        return known.of(text);
    }

    /** The single-byte token of each byte, after a number of entries of -1. */
    private int[] bytesOf(byte[] text, int before) {
        int[] tokens = new int[before + text.length];
        java.util.Arrays.fill(tokens, 0, before, -1);
        for (int offset = 0; offset < text.length; offset++) {
            tokens[before + offset] = rules.byteTokens().at(text, offset);
        }
        return tokens;
    }

    /** Tokens of text[from, to), which is valid UTF-8. */
    NativeTokenizer.Cut cut(byte[] text, int from, int to) {
        return cutAll(text, new int[] {from, to}).get(0);
    }

    /** Tokens of several ranges of valid UTF-8, given as alternating from and to. */
    List<NativeTokenizer.Cut> cutAll(byte[] text, int[] ranges) {
        List<String> strings = new ArrayList<>(ranges.length / 2);
        for (int i = 0; i < ranges.length; i += 2) {
            Check.that(ranges[i + 1] - ranges[i] <= LONGEST_TEXT,
                    "A text of %,d bytes is too long to be cut into tokens in one piece; up to %,d can be. Choose shorter documents.",
                    ranges[i + 1] - ranges[i], LONGEST_TEXT);
            strings.add(new String(text, ranges[i], ranges[i + 1] - ranges[i], StandardCharsets.UTF_8));
        }
        List<NativeTokenizer.Cut> cuts = new ArrayList<>(library.cut(strings));
        for (int i = 0; i < cuts.size(); i++) {
            cuts.set(i, checked(cuts.get(i), text, ranges[2 * i], ranges[2 * i + 1]));
        }
        return cuts;
    }

    private NativeTokenizer.Cut checked(NativeTokenizer.Cut cut, byte[] text, int from, int to) {
        NativeTokenizer.Cut tokens = cutter == null ? cut : cutter.tokens(cut, text, from, to);
        if (tokens != null && joinsTo(tokens.ids(), text, from, to)) {
            return tokens;
        }
        int[] merged = merge(text, from, to);
        return new NativeTokenizer.Cut(merged, new int[merged.length]);
    }

    private boolean joinsTo(int[] ids, byte[] text, int from, int to) {
        int position = from;
        for (int id : ids) {
            byte[] bytes = rules.vocabulary().bytesOf(id);
            if (bytes.length == 0 || position + bytes.length > to
                    || java.util.Arrays.mismatch(bytes, 0, bytes.length, text, position, position + bytes.length) >= 0) {
                return false;
            }
            position += bytes.length;
        }
        return position == to;
    }

    /** Encodes text[from, to) as one piece; it may end inside a character. */
    int[] merge(byte[] text, int from, int to) {
        return rules.pieces().cut(text, from, to);
    }

    @Override
    public ControlTokens controls() {
        return new ControlTokens(rules.controls());
    }

    @Override
    public String fingerprint() {
        return rules.fingerprint();
    }

    @Override
    public List<String> notes() {
        return rules.notes();
    }

    @Override
    public void close() {
        library.close();
    }
}
