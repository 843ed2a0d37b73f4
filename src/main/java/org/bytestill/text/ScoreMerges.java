package org.bytestill.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The merges of a SentencePiece BPE, which are not stored: every way to split a token into two others, the token of the
 * highest score first. Of ways of the same score the one with the longer first half, then the longer second; then those of
 * the earlier token, by the ids of the halves. This order is that of the transformers library.
 */
final class ScoreMerges {
    private ScoreMerges() {}

    /** Two tokens that join to a third. */
    record Pair(String left, String right, float score) {}

    /** @param scores of each token by its id */
    static List<Pair> of(List<String> tokens, Map<String, Integer> ids, List<Float> scores) {
        List<Pair> merges = new ArrayList<>();
        List<Pair> ofToken = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            ofToken.clear();
            for (int split = token.offsetByCodePoints(0, token.isEmpty() ? 0 : 1); split < token.length(); split = token.offsetByCodePoints(split, 1)) {
                String left = token.substring(0, split);
                String right = token.substring(split);
                if (ids.containsKey(left) && ids.containsKey(right)) {
                    ofToken.add(new Pair(left, right, scores.get(id)));
                }
            }
            ofToken.sort(Comparator.comparingInt((Pair pair) -> ids.get(pair.left())).thenComparingInt(pair -> ids.get(pair.right())));
            merges.addAll(ofToken);
        }
        // Lengths in characters, not in UTF-16 units. The sort is stable, so equals stay in the order made.
        merges.sort(Comparator.comparingDouble((Pair pair) -> -pair.score()).thenComparingInt(pair -> -characters(pair.left()))
                .thenComparingInt(pair -> -characters(pair.right())));
        return merges;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
