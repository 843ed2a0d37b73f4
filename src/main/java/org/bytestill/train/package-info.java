/**
 * The training loop: updates, learning-rate schedule, AdamW, evaluations, checkpoints.
 *
 * <p>Start at {@link org.bytestill.train.Trainer}. What is trained on is an objective's business ({@code org.bytestill.objective}).
 */
@NullMarked
package org.bytestill.train;

import org.jspecify.annotations.NullMarked;
