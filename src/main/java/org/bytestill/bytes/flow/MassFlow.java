package org.bytestill.bytes.flow;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.PathLog;

/**
 * Mass flow from tokens to bytes at one position: the possible tokens of all live paths as one trie over the bytes still to
 * come. Masses are shares of all mass before the byte, pruned mass included, so that
 * {@code bytes + endOfSequence + residual + belowThreshold + beyondWidth = 1} up to rounding. Immutable.
 *
 * @param position       offset of the byte whose distribution this is
 * @param paths          the paths, as the reading logged them; {@link Token#path} is an index of this list
 * @param bytes          the next bytes that have mass, in the order of their values
 * @param endOfSequence  mass of the end of the sequence
 * @param residual       mass of ids that are neither bytes nor the end
 * @param belowThreshold mass the reading dropped below its threshold
 * @param beyondWidth    mass the reading dropped beyond its width
 */
public record MassFlow(int position, List<PathLog.LivePath> paths, List<Node> bytes, double endOfSequence, double residual,
        double belowThreshold, double beyondWidth) {

    /**
     * A token of one path.
     *
     * @param path  index of the path
     * @param id    the token's id
     * @param name  as the tokenizer's file spells it
     * @param bytes all its bytes, those before the position too
     * @param share its mass
     */
    public record Token(int path, int id, String name, byte[] bytes, double share) {}

    /**
     * A node of the trie: the tokens that continue with the same bytes. {@code mass = ends + children + foldedMass}.
     *
     * @param value        the last of these bytes, 0 to 255
     * @param mass         mass of all tokens at or below the node
     * @param ends         tokens that end with this byte, heaviest first
     * @param children     nodes of the next byte, in the order of their values
     * @param foldedTokens number of tokens too light to be listed
     * @param foldedMass   mass of these tokens together
     */
    public record Node(int value, double mass, List<Token> ends, List<Node> children, int foldedTokens, double foldedMass) {

        /** The tokens listed at and below the node. */
        public List<Token> tokens() {
            List<Token> tokens = new ArrayList<>(ends);
            children.forEach(child -> tokens.addAll(child.tokens()));
            return tokens;
        }

        /** Number of tokens at or below the node that are not listed. */
        public int allFoldedTokens() {
            return foldedTokens + children.stream().mapToInt(Node::allFoldedTokens).sum();
        }

        public double allFoldedMass() {
            return foldedMass + children.stream().mapToDouble(Node::allFoldedMass).sum();
        }
    }

    /** Sum of all masses, dropped mass included: 1 up to rounding; less after a healing, because the mass lost there is not known. */
    public double sum() {
        return ofBytes() + endOfSequence + residual + belowThreshold + beyondWidth;
    }

    /** Mass of all bytes together. */
    public double ofBytes() {
        return bytes.stream().mapToDouble(Node::mass).sum();
    }

    /** Probability of an outcome of {@link ByteDistribution} as the reading gives it: renormalised over the 257 outcomes. */
    public double probability(int outcome) {
        double all = ofBytes() + endOfSequence;
        if (outcome == ByteDistribution.EOS) {
            return endOfSequence / all;
        }
        return bytes.stream().filter(node -> node.value() == outcome).mapToDouble(Node::mass).sum() / all;
    }
}
