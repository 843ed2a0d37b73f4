package org.bytestill.bytes;

import java.util.List;
import org.bytestill.text.Tokenizer;

/**
 * A language model over tokens that computes next-token distributions, called rows, for many related contexts at once.
 *
 * <p>The contexts of one document form a tree: node 0 is the start (the begin-of-sequence token), every other node adds one
 * token to its parent. A key/value cache of the evaluated nodes makes a new node cost one position.
 */
public interface TokenModel extends AutoCloseable {
    Tokenizer tokenizer();

    /**
     * Number of ids of a next-token distribution; embeddings are often padded beyond the vocabulary, and special tokens may lie
     * beyond the embedding.
     */
    int rowSize();

    /** Longest context in tokens, the start included. */
    int contextLimit();

    /** Size of the keys and values of one node in bytes; 0 for a model without a cache. */
    default long bytesPerContext() {
        return 0;
    }

    /** Starts a document with an empty tree. The caller closes it. */
    Contexts newContexts();

    /**
     * Adds nodes to the trees and evaluates them in one batch.
     *
     * @param queries nodes to add; a parent may be a node added earlier in the same list
     * @param sink    receives the distribution of queries.get(i) as probabilities, one call for each query that wants it, those of
     *                one document in order; the array is valid only during the call
     */
    void evaluate(List<Query> queries, RowSink sink);

    @Override
    void close();

    /** The context tree of one document. */
    interface Contexts extends AutoCloseable {
        /** Number of nodes added so far; the next node gets this number. */
        int size();

        /**
         * Removes the nodes from the given number on; the next node added gets that number. A remaining node must not be a
         * descendant of a removed one.
         */
        void shrinkTo(int size);

        /** Size in bytes of the keys and values that the tree holds now. */
        default long bytes() {
            return 0;
        }

        @Override
        void close();
    }

    /**
     * A request to add one node.
     *
     * @param document the tree of the node
     * @param parent   number of the parent, or -1 for the start
     * @param token    token of the node; for the start the begin-of-sequence id
     * @param wanted   whether the distribution is returned; a node without costs no product with the vocabulary
     */
    record Query(Contexts document, int parent, int token, boolean wanted) {
        /** A node whose distribution is returned. */
        public Query(Contexts document, int parent, int token) {
            this(document, parent, token, true);
        }
    }

    /** Receives next-token distributions one at a time. */
    @FunctionalInterface
    interface RowSink {
        /** @param probabilities of the ids; a probability below the smallest float32, 1e-45, is 0 */
        void accept(int query, float[] probabilities);
    }
}
