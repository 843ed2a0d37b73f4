package org.bytestill.bytes.ends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.text.TokenEnds;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * The contexts in which a text is read: after each canonical prefix with its end, and from there byte by byte as far as some token of the
 * boundaries goes. A context is a node; its parent comes before it.
 */
final class EndsTree {
    private static final int NONE = -1;

    private final byte[] text;
    private final TokenEnds ends;
    private final int[] idOf;
    private final List<Node> nodes = new ArrayList<>();
    /** By offset: the node after the prefix of so many bytes and its end, or {@link #NONE}. */
    private final int[] ended;
    /** By offset: that of the prefix without its last token. */
    private final int[] befores;
    /** By offset of a prefix: the nodes of the bytes after it, one after the other. */
    private final List<List<Integer>> chains = new ArrayList<>();

    /**
     * A context.
     *
     * @param parent    of the node before, or -1 for the first
     * @param token     the last token
     * @param canonical whether it is a beginning of the whole text's own tokens
     */
    record Node(int parent, int token, boolean canonical) {}

    /**
     * @param root token before the text
     * @param idOf id of each byte
     */
    EndsTree(byte[] text, int root, TokenEnds ends, TokenTrie trie, int[] idOf) {
        this.text = text;
        this.ends = ends;
        this.idOf = idOf;
        this.ended = new int[text.length + 1];
        this.befores = new int[text.length + 1];
        Arrays.fill(ended, NONE);
        int[] last = ends.boundaries().lastTokens(text);
        Vocabulary boundaries = ends.boundaries().vocabulary();
        int[] lengths = lengths(boundaries, ends.boundaries().encode(text));
        nodes.add(new Node(NONE, root, true));
        ended[0] = 0;
        for (int offset = 0; offset <= text.length; offset++) {
            if (offset > 0 && last[offset] >= 0) {
                addEnd(offset, offset - boundaries.bytesOf(last[offset]).length);
            }
            chains.add(ended[offset] == NONE ? List.of() : chain(offset, trie, lengths[offset]));
        }
    }

    /** By offset at which a token of the text begins how long it is, else 0. */
    private int[] lengths(Vocabulary boundaries, int[] tokens) {
        int[] lengths = new int[text.length + 1];
        int at = 0;
        for (int token : tokens) {
            lengths[at] = boundaries.bytesOf(token).length;
            at += lengths[at];
        }
        return lengths;
    }

    private void addEnd(int offset, int before) {
        befores[offset] = before;
        List<Integer> chain = chains.get(before);
        if (ended[before] != NONE && chain.size() >= offset - before) {
            int parent = chain.get(offset - before - 1);
            ended[offset] = nodes.size();
            nodes.add(new Node(parent, ends.id(), nodes.get(parent).canonical() && isBoundary(before, offset)));
        }
    }

    private boolean isBoundary(int before, int offset) {
        return canonicalLength(before) == offset - before;
    }

    private int canonicalLength(int offset) {
        List<Integer> chain = chains.get(offset);
        int length = 0;
        while (length < chain.size() && nodes.get(chain.get(length)).canonical()) {
            length++;
        }
        return length;
    }

    private List<Integer> chain(int offset, TokenTrie trie, int canonicalLength) {
        List<Integer> chain = new ArrayList<>();
        int parent = ended[offset];
        int node = TokenTrie.ROOT;
        for (int at = offset; at < text.length; at++) {
            node = trie.child(node, text[at]);
            if (node == TokenTrie.NONE) {
                break;
            }
            boolean canonical = nodes.get(ended[offset]).canonical() && at - offset < canonicalLength;
            chain.add(nodes.size());
            nodes.add(new Node(parent, idOf[text[at] & 0xFF], canonical));
            parent = nodes.size() - 1;
        }
        return chain;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The node after the first bytes and the end of their last token, or -1. */
    int ended(int offset) {
        return ended[offset];
    }

    /** Where the last token of a prefix begins. */
    int before(int offset) {
        return befores[offset];
    }

    /** The node after bytes {@code from} to before {@code to}, which follow a canonical prefix; -1 if there is none. */
    int open(int from, int to) {
        return to - from <= chains.get(from).size() ? chains.get(from).get(to - from - 1) : NONE;
    }

    /** Most bytes of a chain. */
    int reach(int from) {
        return chains.get(from).size();
    }
}
