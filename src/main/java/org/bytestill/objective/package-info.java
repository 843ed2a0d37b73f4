/**
 * Training objectives: how the documents of an update become losses and gradients.
 *
 * <p>Start at {@link org.bytestill.objective.UpdateRunner}. {@link org.bytestill.objective.BatchBuilder} aligns student tokens with the
 * teacher's bytes, by byte offset alone.
 */
package org.bytestill.objective;
