package org.bytestill.bytes;

import java.util.List;
import org.bytestill.text.Tokenizer;

/**
 * A language model over tokens, asked for the distribution of the next token in many related contexts.
 *
 * <p>The contexts of one document form a tree: node 0 is the start (the begin-of-sequence token), every other node adds
 * one token to its parent. Keys and values of evaluated nodes are kept, so a node costs one position.
 */
public interface TokenModel extends AutoCloseable {
    Tokenizer tokenizer();

    /** Ids of a row; embeddings are often padded beyond the vocabulary, and special tokens may lie beyond the embedding. */
    int rowSize();

    /** Longest context in tokens, the start included. */
    int contextLimit();

    /** Memory that one node of a tree needs for keys and values, in bytes; 0 if the model keeps none. */
    default long bytesPerContext() {
        return 0;
    }

    /** A new document: an empty tree. The caller closes it. */
    Contexts newContexts();

    /**
     * Adds nodes to the trees and evaluates them in one batch.
     *
     * @param queries nodes to add; a parent may be a node added earlier in the same list
     * @param sink receives the row of queries.get(i) as probabilities, one call per query whose distribution is wanted, those of one document
     *             in order; the array is only valid during the call
     */
    void evaluate(List<Query> queries, RowSink sink);

    @Override
    void close();

    /** The tree of one document. */
    interface Contexts extends AutoCloseable {
        /** Nodes added so far; the next one added gets this number. */
        int size();

        /** Forgets the nodes from the number on; the next one added gets it. What is kept may not follow what is forgotten. */
        void shrinkTo(int size);

        /** Memory of keys and values that is held for it now, in bytes. */
        default long bytes() {
            return 0;
        }

        @Override
        void close();
    }

    /**
     * One node to add.
     *
     * @param document the tree it belongs to
     * @param parent   its parent's number, or -1 for the start
     * @param token    its token; for the start the begin-of-sequence id
     * @param wanted   whether its row is told; without it a node costs no product with the vocabulary
     */
    record Query(Contexts document, int parent, int token, boolean wanted) {
        /** A node whose row is told. */
        public Query(Contexts document, int parent, int token) {
            this(document, parent, token, true);
        }
    }

    /** Takes rows one at a time. */
    @FunctionalInterface
    interface RowSink {
        /** @param probabilities of the ids; what is less likely than float32 can say, 1e-45, is 0 */
        void accept(int query, float[] probabilities);
    }
}
