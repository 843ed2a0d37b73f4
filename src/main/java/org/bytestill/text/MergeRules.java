package org.bytestill.text;

import java.util.BitSet;

/**
 * What makes a byte-pair encoding beside its vocabulary.
 *
 * @param entries       ids of the entries of which a text is cut
 * @param merges        ids of left token, right token and their concatenation, merge after merge in the order of their rank
 * @param ignoresMerges true if a piece that is itself a token is not split
 */
record MergeRules(BitSet entries, int[] merges, boolean ignoresMerges) {
    PieceModel pieces(Spelling spelling, Vocabulary vocabulary, ByteTokens byteTokens) {
        return new BytePairPieces(spelling, vocabulary, entries, byteTokens, merges, ignoresMerges);
    }
}
