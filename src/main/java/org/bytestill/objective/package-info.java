/**
 * Training objectives: the loss functions by which a student is trained, and everything else that the program must know of
 * each.
 *
 * <p>Start at {@link org.bytestill.objective.Objective}; each objective has a package below this one, and
 * {@code objective.registry.Objectives} lists them. {@link org.bytestill.objective.UpdateRunner} computes the losses and
 * gradients of an update, {@link org.bytestill.objective.BatchBuilder} aligns student tokens with the teacher's bytes, by byte
 * offset alone.
 */
@NullMarked
package org.bytestill.objective;

import org.jspecify.annotations.NullMarked;
