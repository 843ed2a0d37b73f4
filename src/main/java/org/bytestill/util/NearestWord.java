package org.bytestill.util;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Spelling suggestion ("did you mean"): the known word nearest to a mistyped one, by edit distance. */
public final class NearestWord {
    private NearestWord() {}

    /**
     * The nearest path by edit distance. The last part of a path counts, so that a key in the wrong section is found; a
     * tie is decided by the whole path, and then by the letters that both have.
     */
    public static String of(String path, List<String> known) {
        String part = lastPart(path);
        int[] distances = known.stream().mapToInt(word -> distance(part, lastPart(word))).toArray();
        int least = IntStream.of(distances).min().orElseThrow();
        return IntStream.range(0, distances.length).filter(i -> distances[i] == least).mapToObj(known::get)
                .min(Comparator.<String>comparingInt(word -> distance(path, word)).thenComparingInt(word -> letterDifference(path, word)))
                .orElseThrow();
    }

    /** Letters that one has and the other lacks: none where letters have only changed their places. */
    private static int letterDifference(String a, String b) {
        return IntStream.concat(a.chars(), b.chars()).distinct().map(letter -> Math.abs(count(a, letter) - count(b, letter))).sum();
    }

    private static int count(String word, int letter) {
        return (int) word.chars().filter(each -> each == letter).count();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Levenshtein distance: number of inserted, deleted or replaced characters. */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
