/**
 * The queue of runs of a folder, on disk: what waits, in which order, and what becomes of it after a run that failed.
 *
 * <p>Start at {@link org.bytestill.run.queue.RunQueue}.
 */
@NullMarked
package org.bytestill.run.queue;

import org.jspecify.annotations.NullMarked;
