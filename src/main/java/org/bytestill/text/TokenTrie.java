package org.bytestill.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The prefix tree (trie) of the byte strings of a vocabulary. In byte-lexicographic order the tokens below a node are contiguous, so a
 * node is an interval of that order: {@code [low(node), high(node))}, positions whose ids {@link #tokenAt} gives.
 *
 * <p>Ids without bytes and end-of-sequence ids are not in the trie. Several ids may have the same bytes.
 * Nodes are numbered breadth first, the root is {@link #ROOT}, the children of a node are contiguous and sorted by their
 * byte. It takes about 13 bytes per node and 4 per token, for vocabularies of hundreds of thousands of tokens. Immutable.
 */
public final class TokenTrie {
    public static final int ROOT = 0;
    /** No such node. */
    public static final int NONE = -1;

    private final int[] order;
    private final int[] low;
    private final int[] high;
    private final int[] firstChild;
    private final byte[] label;
    private final int longest;

    public TokenTrie(Vocabulary vocabulary) {
        byte[][] bytes = new byte[vocabulary.size()][];
        Arrays.setAll(bytes, vocabulary::bytesOf);
        Integer[] sorted = IntStream.range(0, bytes.length).filter(token -> bytes[token].length > 0 && !vocabulary.endsSequence(token))
                .boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> {
            int difference = Arrays.compareUnsigned(bytes[a], bytes[b]);
            return difference != 0 ? difference : Integer.compare(a, b);
        });
        order = new int[sorted.length];
        int nodes = 1;
        int longestToken = 0;
        for (int position = 0; position < order.length; position++) {
            order[position] = sorted[position];
            byte[] token = bytes[order[position]];
            byte[] before = position == 0 ? new byte[0] : bytes[order[position - 1]];
            int common = Arrays.mismatch(before, token);
            nodes += common < 0 ? 0 : token.length - common;
            longestToken = Math.max(longestToken, token.length);
        }
        longest = longestToken;
        low = new int[nodes];
        high = new int[nodes];
        firstChild = new int[nodes + 1];
        label = new byte[nodes];
        number(bytes, nodes);
    }

    /** Numbers the nodes breadth first: the children of each node get the next free numbers. */
    private void number(byte[][] bytes, int nodes) {
        high[ROOT] = order.length;
        int numbered = 1;
        int endOfLevel = 1;
        int depth = 0;
        for (int node = 0; node < nodes; node++) {
            if (node == endOfLevel) {
                depth++;
                endOfLevel = numbered;
            }
            firstChild[node] = numbered;
            int position = low[node];
            while (position < high[node] && bytes[order[position]].length == depth) {
                position++;
            }
            while (position < high[node]) {
                byte value = bytes[order[position]][depth];
                label[numbered] = value;
                low[numbered] = position;
                while (position < high[node] && bytes[order[position]][depth] == value) {
                    position++;
                }
                high[numbered++] = position;
            }
        }
        firstChild[nodes] = numbered;
    }

    /** Length in bytes of the longest token. */
    public int longestToken() {
        return longest;
    }

    /** First position of the byte-lexicographic order at or below the node. */
    public int low(int node) {
        return low[node];
    }

    /** One beyond the last position at or below the node. */
    public int high(int node) {
        return high[node];
    }

    /** End of the tokens whose bytes end at the node; they are at positions from {@link #low} to before this one. */
    public int endsHigh(int node) {
        int child = firstChild[node];
        return child < firstChild[node + 1] ? low[child] : high[node];
    }

    /** The id at a position of the byte-lexicographic order. */
    public int tokenAt(int position) {
        return order[position];
    }

    /** Number of the first child; children are contiguous up to before {@link #childrenEnd}. */
    public int childrenStart(int node) {
        return firstChild[node];
    }

    public int childrenEnd(int node) {
        return firstChild[node + 1];
    }

    /** The byte that leads to the node from its parent, 0 to 255. */
    public int byteOf(int node) {
        return label[node] & 0xFF;
    }

    /** The child that the byte leads to, or {@link #NONE}. */
    public int child(int node, byte value) {
        int from = firstChild[node];
        int to = firstChild[node + 1] - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int difference = Byte.compareUnsigned(label[middle], value);
            if (difference == 0) {
                return middle;
            }
            if (difference < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return NONE;
    }
}
