package org.bytestill.text;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A tokenizer with more end-of-sequence tokens than its files name: those with which a chat template ends a turn, since a model that
 * writes one of them stops.
 */
public final class EndingTokenizer implements Tokenizer {
    private final Tokenizer inner;
    private final Vocabulary vocabulary;

    private EndingTokenizer(Tokenizer inner, Vocabulary vocabulary) {
        this.inner = inner;
        this.vocabulary = vocabulary;
    }

    /**
     * The tokenizer itself if it has these ends already. The last of them is the one that is written.
     *
     * @param names names of control tokens; others are ignored
     */
    public static Tokenizer of(Tokenizer inner, List<String> names) {
        BitSet ends = inner.vocabulary().endOfSequence();
        int written = inner.vocabulary().end();
        for (String name : names) {
            Integer id = inner.controls().idOf(name);
            if (id != null) {
                ends.set(id);
                written = id;
            }
        }
        boolean isSame = ends.equals(inner.vocabulary().endOfSequence()) && written == inner.vocabulary().end();
        return isSame ? inner : new EndingTokenizer(inner, inner.vocabulary().withEnds(ends, written));
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int[] encode(byte[] text) {
        return inner.encode(text);
    }

    @Override
    public int[] lastTokens(byte[] text) {
        return inner.lastTokens(text);
    }

    @Override
    public Optional<TokenEnds> ends() {
        return inner.ends();
    }

    @Override
    public ControlTokens controls() {
        return inner.controls();
    }

    @Override
    public String fingerprint() {
        boolean isSame = vocabulary.endOfSequence().equals(inner.vocabulary().endOfSequence());
        return isSame ? inner.fingerprint() : inner.fingerprint() + "+ends" + vocabulary.endOfSequence();
    }

    @Override
    public List<String> notes() {
        return inner.notes();
    }

    @Override
    public void close() {
        inner.close();
    }
}
