package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The merges of a BPE as GGUF files spell them, the two tokens with a space between; of half a million, made when they are asked for.
 *
 * @param spelled in the order of their rank
 * @param whole   spelling of the token that a merge makes, by its number
 */
record SpelledMerges(List<String> spelled, IntFunction<String> whole) {
    /**
     * @param ids    of the merges as {@link BytePairMerger#of} takes them; empty if the list has them
     * @param list   the merges in {@code tokenizer.json}
     * @param tokens spellings of the tokens by their ids
     */
    static SpelledMerges of(int[] ids, JsonNode list, IntFunction<String> tokens) {
        return ids.length > 0 ? byIds(ids, tokens) : inList(list);
    }

    private static SpelledMerges byIds(int[] ids, IntFunction<String> tokens) {
        List<String> spelled = new AbstractList<>() {
            @Override
            public String get(int rank) {
                return tokens.apply(ids[3 * rank]) + " " + tokens.apply(ids[3 * rank + 1]);
            }

            @Override
            public int size() {
                return ids.length / 3;
            }
        };
        return new SpelledMerges(spelled, rank -> tokens.apply(ids[3 * rank + 2]));
    }

    private static SpelledMerges inList(JsonNode list) {
        List<String> spelled = new ArrayList<>(list.size());
        for (JsonNode merge : list) {
            spelled.add(String.join(" ", TokenizerJson.pair(merge)));
        }
        return new SpelledMerges(spelled, rank -> String.join("", TokenizerJson.pair(list.get(rank))));
    }

    /** The number of the first merge that makes a token, by its spelling. */
    Map<String, Integer> firstOf() {
        Map<String, Integer> first = new HashMap<>();
        for (int rank = 0; rank < spelled.size(); rank++) {
            first.putIfAbsent(whole.apply(rank), rank);
        }
        return first;
    }
}
