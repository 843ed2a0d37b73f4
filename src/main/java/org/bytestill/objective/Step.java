package org.bytestill.objective;

/**
 * The step of training that an update belongs to (method.md 4.1).
 *
 * @param isWarmUp       true in a first step that only prepares the second
 * @param trainsBackbone whether the student's own weights are trained, or what stands beside them alone
 */
public record Step(boolean isWarmUp, boolean trainsBackbone) {}
