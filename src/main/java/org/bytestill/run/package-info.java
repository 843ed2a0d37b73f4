/**
 * The folder of a run on disk: who writes it, what happened, what was measured, what was asked of it. Knows no model and no tensor.
 *
 * <p>Start at {@link org.bytestill.run.RunFolder}. One process writes a run ({@link org.bytestill.run.RunLock}), any number read it.
 * Logs only grow: {@code events.jsonl} ({@link org.bytestill.run.EventFile}) and {@code metrics.jsonl}
 * ({@link org.bytestill.run.MetricFile}).
 */
@NullMarked
package org.bytestill.run;

import org.jspecify.annotations.NullMarked;
