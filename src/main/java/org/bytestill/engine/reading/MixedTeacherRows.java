package org.bytestill.engine.reading;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.objective.TeacherRows;

/** Mixture of the byte caches of several teachers, computed on reading, so that the same caches serve every mixture. For one thread. */
public final class MixedTeacherRows implements TeacherRows {
    private final List<ByteCache> caches;
    private final Mixture mixture;
    private final float[] read = new float[ByteDistribution.OUTCOMES];
    private final double[][] rows;
    private final double[] rest;
    private final double[] mixed = new double[ByteDistribution.OUTCOMES];

    public MixedTeacherRows(List<ByteCache> caches, Mixture mixture) {
        this.caches = List.copyOf(caches);
        this.mixture = mixture;
        this.rows = new double[caches.size()][ByteDistribution.OUTCOMES];
        this.rest = new double[caches.size()];
    }

    @Override
    public float read(int document, int position, float[] probabilities, int offset) {
        for (int teacher = 0; teacher < rows.length; teacher++) {
            Arrays.fill(read, 0);
            rest[teacher] = caches.get(teacher).read(document, position, read, 0);
            for (int outcome = 0; outcome < read.length; outcome++) {
                rows[teacher][outcome] = read[outcome];
            }
        }
        double left = mixture.mix(rows, rest, mixed,
                teacher -> Mixture.place(position, document, (teacher + 1) + " in " + caches.get(teacher).folder()));
        for (int outcome = 0; outcome < mixed.length; outcome++) {
            probabilities[offset + outcome] = (float) mixed[outcome];
        }
        return (float) left;
    }
}
