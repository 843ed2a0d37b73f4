package org.bytestill.bytes.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which documents are in which shard: neighbours, until their sizes together reach that of a full one. */
final class ShardDivision {
    private final int[] sizes;
    /** Index of the first document of each shard, then the number of documents. */
    private final int[] starts;
    private final int[] shardOf;

    /**
     * @param sizes of each document, in any unit
     * @param full  size from which a shard takes no further document
     */
    ShardDivision(int[] sizes, long full) {
        this.sizes = sizes.clone();
        this.shardOf = new int[sizes.length];
        List<Integer> first = new ArrayList<>();
        long filled = full;
        for (int document = 0; document < sizes.length; document++) {
            if (filled >= full) {
                first.add(document);
                filled = 0;
            }
            shardOf[document] = first.size() - 1;
            filled += sizes[document];
        }
        first.add(sizes.length);
        starts = first.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Number of shards. */
    int count() {
        return starts.length - 1;
    }

    int documents() {
        return sizes.length;
    }

    int size(int document) {
        return sizes[document];
    }

    int shardOf(int document) {
        return shardOf[document];
    }

    /** The place of a document in its shard. */
    int placeOf(int document) {
        return document - starts[shardOf[document]];
    }

    /** The first document of a shard. */
    int start(int shard) {
        return starts[shard];
    }

    /** The document after the last one of a shard. */
    int end(int shard) {
        return starts[shard + 1];
    }

    /** Sizes of the documents of a shard. */
    int[] sizesIn(int shard) {
        return Arrays.copyOfRange(sizes, start(shard), end(shard));
    }

    /** Size of a shard. */
    long total(int shard) {
        return Arrays.stream(sizesIn(shard)).asLongStream().sum();
    }

    /** Size of all documents. */
    long total() {
        return Arrays.stream(sizes).asLongStream().sum();
    }
}
