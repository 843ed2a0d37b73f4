package org.bytestill.objective;

/**
 * A training step, with a learning-rate schedule of its own (method.md 4.1).
 *
 * @param isWarmUp       true for a first step that only prepares the second
 * @param trainsBackbone whether the student's own weights are trained, or only those added beside them
 */
public record Step(boolean isWarmUp, boolean trainsBackbone) {}
