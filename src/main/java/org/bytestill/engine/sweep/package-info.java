/**
 * Sweeps: many settings of a run, each once a seed, trained one after the other and compared by paired differences.
 *
 * <p>Start at {@link org.bytestill.engine.sweep.SweepService}; {@link org.bytestill.engine.sweep.SweepFile} reads what to train.
 */
@NullMarked
package org.bytestill.engine.sweep;

import org.jspecify.annotations.NullMarked;
