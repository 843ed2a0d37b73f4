package org.bytestill.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reconstructs the merges of a SentencePiece BPE, which stores scores instead: every split of a token into two other tokens, in the order
 * of the token's score, the highest first. Equal scores are ordered by the length of the first half, then of the second, longer first;
 * then by token id and the ids of the halves. This is the order of the transformers library.
 */
final class ScoreMerges {
    private ScoreMerges() {}

    /** A merge: two tokens whose concatenation is a token. */
    record Pair(String left, String right, float score) {}

    /** @param scores of each token by its id */
    static List<Pair> of(List<String> tokens, Map<String, Integer> ids, List<Float> scores) {
        List<Pair> merges = new ArrayList<>();
        List<Pair> ofToken = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            ofToken.clear();
            for (int split = token.offsetByCodePoints(0, token.isEmpty() ? 0 : 1); split < token.length();
                    split = token.offsetByCodePoints(split, 1)) {
                String left = token.substring(0, split);
                String right = token.substring(split);
                if (ids.containsKey(left) && ids.containsKey(right)) {
                    ofToken.add(new Pair(left, right, scores.get(id)));
                }
            }
            ofToken.sort(Comparator.comparingInt((Pair pair) -> ids.get(pair.left())).thenComparingInt(pair -> ids.get(pair.right())));
            merges.addAll(ofToken);
        }
        // Lengths in code points, not in UTF-16 units. The sort is stable, so equal pairs keep their order.
        merges.sort(Comparator.comparingDouble((Pair pair) -> -pair.score()).thenComparingInt(pair -> -characters(pair.left()))
                .thenComparingInt(pair -> -characters(pair.right())));
        return merges;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
