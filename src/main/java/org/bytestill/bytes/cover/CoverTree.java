package org.bytestill.bytes.cover;

import org.bytestill.bytes.TokenChain;
import org.bytestill.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The covering tree, or tree of canonical prefixes, of a text (method.md 1.6): node e is the context of the canonical tokens of
 * the first e bytes, so there is at most one node for each byte position. Its parent is the context without the last token. The
 * canonical path is the canonical tokenization of the whole text. Immutable.
 */
public final class CoverTree {
    private static final int NONE = -1;

    private final byte[] text;
    private final int[] token;
    private final int[] parent;
    /** Number of tokens of the context, the start included; 0 where there is no node. */
    private final int[] length;
    private final boolean[] canonicalPath;

    private CoverTree(byte[] text) {
        this.text = text;
        this.token = new int[text.length];
        this.parent = new int[text.length];
        this.length = new int[text.length];
        this.canonicalPath = new boolean[text.length];
    }

    /**
     * @param text         not empty
     * @param canonical    the text's canonical tokens
     * @param contextLimit most tokens of a context, the start included; longer contexts are not nodes
     */
    public static CoverTree of(Tokenizer tokenizer, byte[] text, int[] canonical, int contextLimit) {
        CoverTree tree = new CoverTree(text);
        int[] last = tokenizer.lastTokens(text);
        int end = 0;
        for (int id : canonical) {
            tree.canonicalPath[end] = true;
            end += tokenizer.vocabulary().bytesOf(id).length;
            last[end] = id;
        }
        tree.token[0] = tokenizer.vocabulary().beginOfSequence();
        tree.parent[0] = NONE;
        tree.length[0] = 1;
        for (int e = 1; e < text.length; e++) {
            int above = last[e] < 0 ? NONE : e - tokenizer.vocabulary().bytesOf(last[e]).length;
            boolean fits = above >= 0 && tree.length[above] > 0 && tree.length[above] < contextLimit;
            tree.token[e] = last[e];
            tree.parent[e] = fits ? above : NONE;
            tree.length[e] = fits ? tree.length[above] + 1 : 0;
            tree.canonicalPath[e] &= fits;
        }
        return tree;
    }

    /** Number of byte positions; nodes are numbered from 0 to one less. */
    public int size() {
        return text.length;
    }

    /** The text. The caller must not change it. */
    public byte[] text() {
        return text;
    }

    /** False where the bytes before the position have no canonical tokens, or more than the model's context holds. */
    public boolean isNode(int position) {
        return length[position] > 0;
    }

    /** True if the node is a prefix of the whole text's canonical tokens. */
    public boolean isCanonical(int position) {
        return canonicalPath[position];
    }

    /** The last token of the node's context; for node 0 the begin-of-sequence token. */
    public int token(int position) {
        return token[position];
    }

    /** The node of the context without its last token; -1 for node 0. */
    public int parent(int position) {
        return parent[position];
    }

    /** Number of ancestors, which is the node's position id in the model. */
    public int depth(int position) {
        return length[position] - 1;
    }

    /**
     * The token chain of every node, null where there is none; offsets are those of the document, in which the window starts at
     * {@code windowStart}.
     */
    @Nullable
    TokenChain[] tokenChains(int windowStart) {
        TokenChain[] chains = new TokenChain[size()];
        for (int e = 0; e < chains.length; e++) {
            if (isNode(e)) {
                chains[e] = new TokenChain(e == 0 ? null : chains[parent(e)], token(e), windowStart + e, isCanonical(e));
            }
        }
        return chains;
    }
}
