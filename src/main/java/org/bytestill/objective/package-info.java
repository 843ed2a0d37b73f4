/**
 * Training objectives: how the documents of an update become losses and gradients, and all that the program must know of each way.
 *
 * <p>Start at {@link org.bytestill.objective.Objective}; each objective has a package below this one, and
 * {@code objective.registry.Objectives} lists them. {@link org.bytestill.objective.BatchBuilder} aligns student tokens with the teacher's
 * bytes, by byte offset alone.
 */
package org.bytestill.objective;
