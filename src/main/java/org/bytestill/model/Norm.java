package org.bytestill.model;

/** How a family normalises: a function of {@code torchscript/norm.py}. */
enum Norm {
    /** Root mean square in float32, cast back before the gain. */
    RMS("rms_norm"),
    /** Root mean square and gain in float32, cast back at the end. */
    RMS_IN_FLOAT32("rms_norm_in_float32"),
    /** The same with a gain of 1 + g: Gemma stores gains around 0. */
    RMS_AROUND_ONE("rms_norm_around_one"),
    /** Mean and variance, with gain and bias. */
    LAYER("layer_norm");

    private final String method;

    Norm(String method) {
        this.method = method;
    }

    boolean hasBias() {
        return this == LAYER;
    }

    /** Name of the script's function over x (..., width), gain (width) and, if it has one, bias (width). */
    String method() {
        return method;
    }
}
