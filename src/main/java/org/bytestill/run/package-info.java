/**
 * The run folder on disk: its file lock, event log, metrics log, manifest and the requests to the run. Knows no model and no tensor.
 *
 * <p>Start at {@link org.bytestill.run.RunFolder}. One process writes a run ({@link org.bytestill.run.RunLock}), any number read it.
 * Logs only grow: {@code events.jsonl} ({@link org.bytestill.run.EventFile}) and {@code metrics.jsonl}
 * ({@link org.bytestill.run.MetricFile}).
 */
@NullMarked
package org.bytestill.run;

import org.jspecify.annotations.NullMarked;
