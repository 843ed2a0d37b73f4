package org.bytestill.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Where the documents of a micro-batch stand: each in a row of its own, padded at the right; or packed, one after the other in a single
 * row without padding (sequence packing), if documents of different lengths would leave much padding.
 *
 * <p>The positions of every document count from 0 in both, and it sees itself alone. Products with weights are those of all places, so
 * packing saves those of padding. Attention is the same in both: that of packed documents is computed in groups of similar length, whose
 * rows are padded and need no mask.
 */
public final class BatchLayout {
    /**
     * Share of places that packing has to save: laying rows out for attention costs the smallest models nearly as much, larger ones less
     * (PackingBench). At most this share of a layout is padding.
     */
    public static final double WORTH_PACKING = 0.2;
    /** Documents in one group are at least this share as long as the longest. */
    private static final double SAME_GROUP = 0.7;
    /** Documents up to this length are one group: shorter rows make attention no cheaper. */
    private static final int SHORTEST_GROUP = 32;

    private final int[] lengths;
    private final boolean packed;
    private final int longest;
    /** Place of the first position of each document, then of padded rows the number of places. */
    private final int[] begins;

    private BatchLayout(int[] lengths, boolean packed) {
        this.lengths = lengths.clone();
        this.packed = packed;
        this.longest = Arrays.stream(lengths).max().orElse(1);
        this.begins = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            begins[i + 1] = Math.addExact(begins[i], packed ? lengths[i] : longest);
        }
    }

    /** Documents with so many positions each, at least one: packed where that is worth it, which depends on nothing but the lengths. */
    public static BatchLayout of(int... lengths) {
        double padded = (double) lengths.length * Arrays.stream(lengths).max().orElse(0);
        return new BatchLayout(lengths, Arrays.stream(lengths).asLongStream().sum() < (1 - WORTH_PACKING) * padded);
    }

    /** A row each. */
    public static BatchLayout padded(int... lengths) {
        return new BatchLayout(lengths, false);
    }

    /** All in one row. */
    public static BatchLayout packed(int... lengths) {
        return new BatchLayout(lengths, true);
    }

    /** Documents of one length, a row each. */
    static BatchLayout equal(int documents, int length) {
        return padded(IntStream.range(0, documents).map(document -> length).toArray());
    }

    /** True if the documents share one row. */
    public boolean isPacked() {
        return packed;
    }

    /** Number of documents. */
    public int documents() {
        return lengths.length;
    }

    /** Positions of a document. */
    public int length(int document) {
        return lengths[document];
    }

    /** Positions of the longest document. */
    public int longest() {
        return longest;
    }

    /** Rows of the batch. */
    public int rows() {
        return packed ? 1 : lengths.length;
    }

    /** Places in a row. */
    public int columns() {
        return packed ? begins[lengths.length] : longest;
    }

    /** Number of places: rows x columns. */
    public int places() {
        return Math.multiplyExact(rows(), columns());
    }

    /** The place of a position of a document, counted over rows x columns. */
    public int place(int document, int position) {
        return begins[document] + position;
    }

    /** Positions of a row, float32 (columns): from 0 on; of packed documents from 0 on for each. */
    Tensor positions(Scope scope) {
        if (!packed) {
            return scope.numbers(columns());
        }
        float[] positions = new float[columns()];
        for (int document = 0; document < lengths.length; document++) {
            for (int position = 0; position < lengths[document]; position++) {
                positions[begins[document] + position] = position;
            }
        }
        return scope.of(positions, positions.length);
    }

    /**
     * For rows that hang from documents of the batch, int64: their documents (rows); if these are packed the places of their document's
     * positions, padded at the right (rows, longest).
     *
     * @param documents the document of each row
     */
    public Tensor textOf(Scope scope, int[] documents) {
        return packed ? places(scope, documents, longest) : scope.of(Arrays.stream(documents).asLongStream().toArray(), documents.length);
    }

    /** What packed documents need for attention, each of them in a row: nothing unless they are packed. */
    List<Tensor> packing(Scope scope) {
        List<Tensor> packing = new ArrayList<>();
        if (packed) {
            List<int[]> groups = groups();
            long[] back = new long[columns()];
            int row = 0;
            for (int[] group : groups) {
                for (int document : group) {
                    for (int position = 0; position < lengths[document]; position++) {
                        back[begins[document] + position] = row + position;
                    }
                    row += lengths[group[0]];
                }
            }
            packing.add(scope.of(back, back.length));
            groups.forEach(group -> packing.add(places(scope, group, lengths[group[0]])));
        }
        return packing;
    }

    /** Documents of similar length, the longest first. */
    List<int[]> groups() {
        int[] byLength = IntStream.range(0, lengths.length).boxed()
                .sorted(Comparator.comparingInt(document -> -lengths[document])).mapToInt(Integer::intValue).toArray();
        List<int[]> groups = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= byLength.length; i++) {
            int longestOfGroup = lengths[byLength[first]];
            if (i == byLength.length || longestOfGroup > SHORTEST_GROUP && lengths[byLength[i]] < SAME_GROUP * longestOfGroup) {
                groups.add(Arrays.copyOfRange(byLength, first, i));
                first = i;
            }
        }
        return groups;
    }

    /** Places of the positions of some documents; after the last position its place again, which nothing is taken from. */
    private Tensor places(Scope scope, int[] documents, int columns) {
        long[] places = new long[documents.length * columns];
        for (int row = 0; row < documents.length; row++) {
            for (int column = 0; column < columns; column++) {
                places[row * columns + column] = begins[documents[row]] + Math.min(column, lengths[documents[row]] - 1);
            }
        }
        return scope.of(places, documents.length, columns);
    }
}
