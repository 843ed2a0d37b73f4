package org.bytestill.bytes.beam;

import org.bytestill.bytes.Context;
import org.bytestill.bytes.ConverterSettings;

/** Pruning parameters of the beam: width, threshold, and the longest context of the model. */
final class BeamParameters {
    private final int width;
    private final double logThreshold;
    private final int contextLimit;

    BeamParameters(ConverterSettings settings, int contextLimit) {
        this.width = settings.width();
        this.logThreshold = Math.log(settings.threshold());
        this.contextLimit = contextLimit;
    }

    int width() {
        return width;
    }

    boolean isAbove(double logWeight, double logTotal) {
        return logWeight - logTotal > logThreshold;
    }

    boolean fits(Context parent) {
        return parent.length() < contextLimit;
    }

    /** Whether an extension is heavy enough to be evaluated; false beyond the context limit. */
    boolean isWanted(Extension extension, double logTotal) {
        return isAbove(extension.logWeight(), logTotal) && fits(extension.parent());
    }
}
