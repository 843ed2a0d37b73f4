package org.bytestill.bytes.cover;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.TokenChain;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The covering tree, or tree of canonical prefixes, of a text (method.md 1.6): node e is the context of the canonical tokens of
 * the first e bytes, so there is at most one node for each byte position. Its parent is the context without the last token. The
 * canonical path is the canonical tokenization of the whole text. Immutable.
 *
 * <p>If only spans of the text are supervised, such as the answers of a conversation, there is a tree in each of them, below the
 * canonical path of all that comes before; its root is the span's first position. Between the spans there is the canonical path alone.
 */
public final class CoverTree {
    private static final int NONE = -1;

    private final byte[] text;
    private final int[] token;
    private final int[] parent;
    /** Number of tokens of the context, the start included; 0 where there is no node. */
    private final int[] length;
    private final boolean[] canonicalPath;
    /** The first position of the span in which a position lies, its end included; -1 outside. */
    private final int[] root;

    private CoverTree(byte[] text) {
        this.root = new int[text.length];
        this.text = text;
        this.token = new int[text.length];
        this.parent = new int[text.length];
        this.length = new int[text.length];
        this.canonicalPath = new boolean[text.length];
    }

    /**
     * The tree of a text that is supervised as a whole.
     *
     * @param text         not empty
     * @param canonical    the text's canonical tokens
     * @param contextLimit most tokens of a context, the start included; longer contexts are not nodes
     */
    public static CoverTree of(Tokenizer tokenizer, byte[] text, int[] canonical, int contextLimit) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        return of(tokenizer, Tokens.of(vocabulary, text, vocabulary.beginOfSequence(), canonical), List.of(new Span(0, text.length, false)),
                contextLimit);
    }

    /**
     * A tokenized text.
     *
     * @param begin  the token before the text
     * @param ids    its canonical tokens, special tokens included
     * @param starts offset of each token, then the size of the text
     */
    public record Tokens(byte[] text, int begin, int[] ids, int[] starts) {
        /** A text without special tokens. */
        static Tokens of(Vocabulary vocabulary, byte[] text, int begin, int[] ids) {
            int[] starts = new int[ids.length + 1];
            for (int i = 0; i < ids.length; i++) {
                starts[i + 1] = starts[i] + vocabulary.bytesOf(ids[i]).length;
            }
            return new Tokens(text, begin, ids, starts);
        }
    }

    /**
     * The trees of the supervised spans of a text, at whose edges tokens begin.
     *
     * @param spans        in their order, without special tokens
     * @param contextLimit most tokens of a context, the start included; longer contexts are not nodes
     */
    public static CoverTree of(Tokenizer tokenizer, Tokens tokens, List<Span> spans, int contextLimit) {
        CoverTree tree = new CoverTree(tokens.text());
        Arrays.fill(tree.parent, NONE);
        Arrays.fill(tree.token, NONE);
        Arrays.fill(tree.root, NONE);
        spans.forEach(span -> tree.plant(tokenizer, span));
        for (int i = 0; i < tokens.ids().length; i++) {
            tree.canonicalPath[tokens.starts()[i]] = true;
            if (tokens.starts()[i + 1] < tree.size()) {
                tree.token[tokens.starts()[i + 1]] = tokens.ids()[i];
                tree.parent[tokens.starts()[i + 1]] = tokens.starts()[i];
            }
        }
        tree.token[0] = tokens.begin();
        tree.length[0] = 1;
        for (int e = 1; e < tree.size(); e++) {
            int above = tree.parent[e];
            boolean fits = above >= 0 && tree.length[above] > 0 && tree.length[above] < contextLimit;
            tree.parent[e] = fits ? above : NONE;
            tree.length[e] = fits ? tree.length[above] + 1 : 0;
            tree.canonicalPath[e] &= fits;
        }
        return tree;
    }

    /** The parent links inside a span. */
    private void plant(Tokenizer tokenizer, Span span) {
        Arrays.fill(root, span.start(), Math.min(size(), span.start() + span.rows()), span.start());
        if (span.size() == 0) {
            return;
        }
        int[] last = tokenizer.lastTokens(span.start() == 0 && span.end() == text.length ? text
                : Arrays.copyOfRange(text, span.start(), span.end()));
        for (int e = 1; e < last.length && span.start() + e < size(); e++) {
            if (last[e] >= 0) {
                token[span.start() + e] = last[e];
                parent[span.start() + e] = span.start() + e - tokenizer.vocabulary().bytesOf(last[e]).length;
            }
        }
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

    /** The first position of the supervised span in which the position lies, where its tree begins; -1 outside of all spans. */
    public int root(int position) {
        return root[position];
    }

    /** The parent, if the node lies in a supervised span and is not where it begins; else -1: the weights of paths are 1 there. */
    int weighedParent(int position) {
        return root[position] == NONE || root[position] == position ? NONE : parent[position];
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
