package org.bytestill.bytes.cover;

import java.util.List;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.ReadingWindow;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;

/**
 * Parameters of the covering by canonical prefixes that are the same for every text (method.md 1.6): tokenizer, outcomes of the
 * token ids, context limit. Immutable; may be used by several threads.
 */
public final class Covering {
    private final Tokenizer tokenizer;
    private final ByteOutcomes outcomes;
    private final int contextLimit;

    private Covering(Tokenizer tokenizer, ByteOutcomes outcomes, int contextLimit) {
        this.tokenizer = tokenizer;
        this.outcomes = outcomes;
        this.contextLimit = contextLimit;
    }

    /**
     * @param rowSize      number of ids of the model's next-token distributions
     * @param contextLimit its longest context in tokens, the start included
     */
    public static Covering of(Tokenizer tokenizer, int rowSize, int contextLimit) {
        return new Covering(tokenizer, ByteOutcomes.of(tokenizer.vocabulary().firstIds(rowSize), false), contextLimit);
    }

    static Covering of(TokenModel model, boolean specialsAsText) {
        return new Covering(model.tokenizer(), ByteOutcomes.of(model, specialsAsText), model.contextLimit());
    }

    ByteOutcomes outcomes() {
        return outcomes;
    }

    /** Number of groups of ids; {@link CoverGradient} treats the ids of a group alike unless they begin with the document's bytes. */
    public int groups() {
        return outcomes.groups();
    }

    /** The group of each of the {@code rowSize} ids of a next-token distribution. */
    public long[] groupsOf(int rowSize) {
        return outcomes.groupsOf(rowSize);
    }

    /** The covering tree of a text with the given canonical tokens. */
    public CoverTree tree(byte[] text, int[] canonical) {
        return CoverTree.of(tokenizer, text, canonical, contextLimit);
    }

    /** The covering tree of a window, below its prompt. */
    CoverTree tree(ReadingWindow window) {
        int[] prompt = window.prompt();
        CoverTree.Tokens tokens = CoverTree.Tokens.of(tokenizer.vocabulary(), window.text(), prompt[prompt.length - 1], window.tokens());
        return CoverTree.of(tokenizer, tokens, List.of(new Span(0, window.text().length, false)), contextLimit - prompt.length + 1);
    }

    /** The covering trees of the supervised spans of a text. */
    public CoverTree tree(CoverTree.Tokens tokens, List<Span> spans) {
        return CoverTree.of(tokenizer, tokens, spans, contextLimit);
    }
}
