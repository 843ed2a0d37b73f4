package org.bytestill.model;

import java.util.Arrays;
import java.util.List;

/**
 * Token ids of texts that grow, as columns: padded on the left, so that all end in the same one. A range of texts has columns of its own,
 * counted from the first of the longest of them.
 */
final class PaddedTexts {
    /** Ids of each text; the first {@code lengths} of them count. */
    private int[][] ids;
    private int[] lengths;

    PaddedTexts(List<int[]> texts) {
        this.ids = texts.stream().map(int[]::clone).toArray(int[][]::new);
        this.lengths = texts.stream().mapToInt(text -> text.length).toArray();
    }

    int size() {
        return ids.length;
    }

    int length(int text) {
        return lengths[text];
    }

    int longest() {
        return longest(0, size());
    }

    int longest(int first, int end) {
        return Arrays.stream(lengths, first, end).max().orElseThrow();
    }

    boolean isPadded(int first, int end) {
        return Arrays.stream(lengths, first, end).anyMatch(length -> length != lengths[first]);
    }

    /** The first column of each text of a range. */
    long[] starts(int first, int end) {
        int width = longest(first, end);
        return Arrays.stream(lengths, first, end).mapToLong(length -> width - length).toArray();
    }

    /** Columns {@code from} to before {@code to} of a range, row-major; padding is the text's first token. */
    long[] columns(int first, int end, int from, int to) {
        int width = longest(first, end);
        long[] columns = new long[(end - first) * (to - from)];
        int filled = 0;
        for (int text = first; text < end; text++) {
            for (int column = from; column < to; column++) {
                columns[filled++] = ids[text][Math.max(0, column - (width - lengths[text]))];
            }
        }
        return columns;
    }

    /** Appends a token to each text. */
    void append(int[] tokens) {
        for (int text = 0; text < size(); text++) {
            if (lengths[text] == ids[text].length) {
                ids[text] = Arrays.copyOf(ids[text], ids[text].length * 3 / 2 + 1);
            }
            ids[text][lengths[text]++] = tokens[text];
        }
    }

    /** Forgets the other texts. */
    void keep(int[] kept) {
        ids = Arrays.stream(kept).mapToObj(text -> ids[text]).toArray(int[][]::new);
        lengths = Arrays.stream(kept).map(text -> lengths[text]).toArray();
    }
}
