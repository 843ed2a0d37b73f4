/**
 * Planning of a run before it starts: validation of its configuration, and an estimate of time, memory and disk space.
 *
 * <p>Start at {@link org.bytestill.engine.plan.ConfigCheck} and {@link org.bytestill.engine.plan.RunEstimate}.
 */
@NullMarked
package org.bytestill.engine.plan;

import org.jspecify.annotations.NullMarked;
