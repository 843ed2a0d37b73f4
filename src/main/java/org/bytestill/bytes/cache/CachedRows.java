package org.bytestill.bytes.cache;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;

/**
 * Next-byte distributions of one document from the cache: the mass of the bytes that are not kept is spread evenly over them.
 * Of the dropped mass only the sum is stored, reported here as below the threshold; paths and token ends are not stored and
 * read as 0.
 */
final class CachedRows implements ByteRows {
    private final ByteCache cache;
    private final int document;
    private final int size;

    CachedRows(ByteCache cache, int document, int size) {
        this.cache = cache;
        this.document = document;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double[] distribution(int row) {
        float[] kept = new float[ByteDistribution.OUTCOMES];
        double rest = cache.read(document, row, kept, 0);
        double[] distribution = new double[kept.length];
        int unkept = 0;
        for (int outcome = 0; outcome < kept.length; outcome++) {
            distribution[outcome] = kept[outcome];
            unkept += kept[outcome] == 0 && outcome != ByteDistribution.EOS ? 1 : 0;
        }
        for (int value = 0; value < ByteDistribution.BYTES && rest > 0; value++) {
            distribution[value] += kept[value] == 0 ? rest / unkept : 0;
        }
        double sum = Arrays.stream(distribution).sum();
        for (int outcome = 0; outcome < kept.length; outcome++) {
            distribution[outcome] /= sum; // a sum of float32 is only nearly 1
        }
        return distribution;
    }

    @Override
    public double residual(int row) {
        return cache.row(document, row).residual();
    }

    @Override
    public double belowThreshold(int row) {
        return cache.row(document, row).dropped();
    }

    @Override
    public double beyondWidth(int row) {
        return 0;
    }

    @Override
    public double tokenEnds(int row) {
        return 0;
    }

    @Override
    public double ended(int row) {
        return cache.ended(document, row);
    }

    @Override
    public int livePaths(int row) {
        return 0;
    }

    @Override
    public boolean healed(int row) {
        return cache.row(document, row).healed();
    }
}
