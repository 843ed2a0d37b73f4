package org.bytestill.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reconstructs the merges of a SentencePiece BPE, which stores scores instead: every split of a token into two other tokens, in the order
 * of the token's score, the highest first. Equal scores are ordered by the length of the first half, then of the second, longer first;
 * then by token id and the ids of the halves. This is the order of the transformers library.
 */
final class ScoreMerges {
    private ScoreMerges() {}

    /** A merge: two tokens whose concatenation is a token, with the ids of the three. */
    record Pair(String left, String right, float score, int leftId, int rightId, int wholeId) {
        private int leftCharacters() {
            return left.codePointCount(0, left.length());
        }

        private int rightCharacters() {
            return right.codePointCount(0, right.length());
        }
    }

    /** The merges as {@link BytePairMerger#of} takes them. */
    static int[] ids(List<Pair> merges) {
        int[] ids = new int[3 * merges.size()];
        for (int i = 0; i < merges.size(); i++) {
            ids[3 * i] = merges.get(i).leftId();
            ids[3 * i + 1] = merges.get(i).rightId();
            ids[3 * i + 2] = merges.get(i).wholeId();
        }
        return ids;
    }

    /** Writes the merges as the elements of a JSON array, as Jackson does; a tree of a million nodes takes half a second. */
    static void writeJson(List<Pair> merges, ByteArrayOutputStream json) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        String before = "[\"";
        for (Pair merge : merges) {
            json.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            json.writeBytes(encoder.quoteAsUTF8(merge.left()));
            json.writeBytes("\",\"".getBytes(StandardCharsets.UTF_8));
            json.writeBytes(encoder.quoteAsUTF8(merge.right()));
            json.writeBytes("\"]".getBytes(StandardCharsets.UTF_8));
            before = ",[\"";
        }
    }

    /** @param scores of each token by its id */
    static List<Pair> of(List<String> tokens, List<Float> scores) {
        SpellingIndex index = new SpellingIndex(tokens);
        List<Pair> merges = new ArrayList<>(IntStream.range(0, tokens.size()).parallel()
                .mapToObj(id -> splits(tokens, id, scores.get(id), index)).flatMap(List::stream).toList());
        // Lengths in code points, not in UTF-16 units. The sort is stable, so equal pairs keep their order.
        merges.sort(Comparator.comparingDouble((Pair pair) -> -pair.score()).thenComparingInt(pair -> -pair.leftCharacters())
                .thenComparingInt(pair -> -pair.rightCharacters()));
        return merges;
    }

    private static List<Pair> splits(List<String> tokens, int id, float score, SpellingIndex index) {
        List<Pair> splits = new ArrayList<>();
        String token = tokens.get(id);
        int left = 0;
        int hashOfLeft = 0;
        while (left < token.length()) {
            int next = token.offsetByCodePoints(left, 1);
            for (; left < next; left++) {
                hashOfLeft = 31 * hashOfLeft + token.charAt(left);
            }
            int first = left == token.length() ? SpellingIndex.NONE : index.idOf(token, 0, left, hashOfLeft);
            int second = first == SpellingIndex.NONE ? first : index.idOfEnd(token, left, hashOfLeft);
            if (second != SpellingIndex.NONE) {
                splits.add(new Pair(tokens.get(first), tokens.get(second), score, first, second, id));
            }
        }
        splits.sort(Comparator.comparingInt(Pair::leftId).thenComparingInt(Pair::rightId));
        return splits;
    }
}
