package org.bytestill.engine.job;

/** Differences of numbers from those of a reference. */
final class Differences {
    private Differences() {}

    /** Largest difference over the largest entry of the reference. */
    static double relative(float[] ours, float[] theirs) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < theirs.length; i++) {
            largest = larger(largest, Math.abs(theirs[i]));
            difference = larger(difference, Math.abs((double) ours[i] - theirs[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }

    /** The same; infinite if they are not as many. */
    static double relative(double[] ours, double[] theirs) {
        double largest = 0;
        double difference = ours.length == theirs.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            largest = larger(largest, Math.abs(theirs[i]));
            difference = larger(difference, Math.abs(ours[i] - theirs[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }

    /** Difference over the size of the reference, of which 0 has none. */
    static double relative(double ours, double theirs) {
        return theirs == 0 ? Math.abs(ours) : Math.abs(ours - theirs) / Math.abs(theirs);
    }

    /** Entries that differ; those that one side lacks among them. */
    static long entries(double[] ours, double[] theirs) {
        long different = Math.abs(ours.length - theirs.length);
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            different += ours[i] == theirs[i] ? 0 : 1;
        }
        return different;
    }

    /** The maximum; NaN counts as the largest, so that it is not overlooked. */
    static double larger(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }
}
