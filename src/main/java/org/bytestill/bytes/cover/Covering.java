package org.bytestill.bytes.cover;

import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.Tokenizer;

/**
 * A token model and its tokenizer as the covering of canonical prefixes takes them (method.md 1.6): what is the same for every text.
 * Immutable; may be used by several threads.
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
     * @param rowSize      ids of a row of the model
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

    /** Groups of ids that {@link CoverGradient} treats alike where no document's bytes tell them apart. */
    public int groups() {
        return outcomes.groups();
    }

    /** The group of each id of a row. */
    public long[] groupsOf(int rowSize) {
        return outcomes.groupsOf(rowSize);
    }

    /** The tree of a text, whose canonical tokens are given. */
    public CoverTree tree(byte[] text, int[] canonical) {
        return CoverTree.of(tokenizer, text, canonical, contextLimit);
    }
}
