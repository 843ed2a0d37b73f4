package org.bytestill.run;

import java.util.List;

/**
 * What an evaluation found at the probe texts.
 *
 * @param update after how many updates
 * @param probes one for each text, in their order
 */
public record ProbeRecord(int update, List<Probe> probes) {
    /**
     * What the student makes of a text.
     *
     * @param klBits  KL(teacher || student) at each byte; empty without a teacher
     * @param written how the student goes on, greedily
     */
    public record Probe(double[] klBits, byte[] written) {
        /** Mean over the bytes at which it is finite; NaN if it is so nowhere. */
        public double meanKlBits() {
            double sum = 0;
            int count = 0;
            for (double kl : klBits) {
                if (Double.isFinite(kl)) {
                    sum += kl;
                    count++;
                }
            }
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
