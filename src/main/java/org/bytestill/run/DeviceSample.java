package org.bytestill.run;

import java.time.Instant;

/**
 * What the machine did at a moment of a run. Shares are from 0 to 1; what is not known or not there is NaN.
 *
 * @param cpu          processor time of the run's process, of all cores
 * @param machineCpu   of all processes
 * @param processBytes main memory of the run's process
 * @param freeBytes    main memory that a process may still take
 * @param gpu          how busy the GPU is
 * @param gpuBytes     its memory in use
 * @param gpuTotal     all of its memory
 * @param celsius      its temperature
 * @param watts        its power
 */
public record DeviceSample(Instant at, double cpu, double machineCpu, double processBytes, double freeBytes, double gpu, double gpuBytes,
        double gpuTotal, double celsius, double watts) {
    /** Whether there is a GPU that answers. */
    public boolean hasGpu() {
        return !Double.isNaN(gpuTotal);
    }
}
