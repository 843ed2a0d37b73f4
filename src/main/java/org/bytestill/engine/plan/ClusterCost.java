package org.bytestill.engine.plan;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.bytestill.problem.Check;

/**
 * A simulation of a conversion on many executors: each takes the next shard when it is free, the dearest first, as the Spark job hands
 * them out. What it shows is the skew: with few shards an executor, all wait for the one that has one more, or the dearest.
 *
 * @param seconds  until the last executor ends, the start included
 * @param busy     share of the executors' time that is spent on shards
 * @param speedUp  how much sooner than on one executor
 */
public record ClusterCost(double seconds, double busy, double speedUp) {
    /**
     * @param shardSeconds what each shard takes on one executor
     * @param startSeconds until an executor has started and loaded the teacher
     */
    public static ClusterCost of(double[] shardSeconds, int executors, double startSeconds) {
        Check.argument(executors > 0 && shardSeconds.length > 0, "%d executors and %d shards make no cluster.", executors,
                shardSeconds.length);
        double[] dearestFirst = shardSeconds.clone();
        Arrays.sort(dearestFirst);
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int executor = 0; executor < executors; executor++) {
            free.add(startSeconds);
        }
        double end = startSeconds;
        for (int shard = dearestFirst.length - 1; shard >= 0; shard--) {
            double done = free.remove() + dearestFirst[shard];
            end = Math.max(end, done);
            free.add(done);
        }
        double work = Arrays.stream(shardSeconds).sum();
        return new ClusterCost(end, work / (executors * end), (startSeconds + work) / end);
    }

    /**
     * Seconds of shards, of documents that follow each other.
     *
     * @param documentSeconds what each document takes
     * @param documentBytes   length of each
     * @param shardBytes      a shard ends with the document that reaches so many bytes
     */
    public static double[] shards(double[] documentSeconds, int[] documentBytes, int shardBytes) {
        double[] shards = new double[documentSeconds.length];
        int count = 0;
        int filled = shardBytes;
        for (int document = 0; document < documentSeconds.length; document++) {
            if (filled >= shardBytes) {
                count++;
                filled = 0;
            }
            shards[count - 1] += documentSeconds[document];
            filled += documentBytes[document];
        }
        return Arrays.copyOf(shards, count);
    }
}
