/**
 * One run from its start to its end: loading, teacher preparation, training, its state as seen from outside.
 *
 * <p>Start at {@link org.bytestill.engine.run.Run}, what people hold of a run, and {@link org.bytestill.engine.run.RunJob}, what its
 * training thread does.
 */
package org.bytestill.engine.run;
