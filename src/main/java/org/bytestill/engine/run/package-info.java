/**
 * The life cycle of a run: loading, teacher preparation, training, and its state for other threads and processes.
 *
 * <p>Start at {@link org.bytestill.engine.run.Run}, the interface of a run to its clients, and {@link org.bytestill.engine.run.RunJob}, the
 * job of the training thread.
 */
@NullMarked
package org.bytestill.engine.run;

import org.jspecify.annotations.NullMarked;
