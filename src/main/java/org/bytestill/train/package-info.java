/**
 * The training loop: updates, learning-rate schedule, AdamW, evaluations, checkpoints.
 *
 * <p>Start at {@link org.bytestill.train.Trainer}; {@link org.bytestill.train.Cadence} decides when a run evaluates, saves and is best. The losses are defined by an objective ({@code org.bytestill.objective}).
 */
@NullMarked
package org.bytestill.train;

import org.jspecify.annotations.NullMarked;
