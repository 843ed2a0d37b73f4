package org.bytestill.model;

/**
 * The "llama3" stretching of rotary frequencies: long waves are slowed by {@code factor}, short ones kept, those between
 * interpolated.
 *
 * @param originalMaxPositions context length of the pre-training
 */
public record RopeScaling(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalMaxPositions) {
    /** The stretched angular frequency. */
    double applyTo(double frequency) {
        double wavelength = 2 * Math.PI / frequency;
        double longest = originalMaxPositions / lowFrequencyFactor;
        double shortest = originalMaxPositions / highFrequencyFactor;
        if (wavelength > longest) {
            return frequency / factor;
        }
        if (wavelength < shortest) {
            return frequency;
        }
        double smooth = (originalMaxPositions / wavelength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }
}
