/**
 * The training loop: updates, learning-rate schedule, AdamW, evaluations, checkpoints.
 *
 * <p>Start at {@link org.bytestill.train.Trainer}. The losses are defined by an objective ({@code org.bytestill.objective}).
 */
@NullMarked
package org.bytestill.train;

import org.jspecify.annotations.NullMarked;
