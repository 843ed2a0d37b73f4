/**
 * Beam search over token contexts: next-byte distributions by the paper's approximation (arXiv 2604.07466, section on byte
 * probabilities; genlm-bytes is its published implementation), token healing, and speculative look-ahead that batches the
 * model's evaluations (method.md 1.2 to 1.4).
 *
 * <p>Start at {@link org.bytestill.bytes.beam.BeamReader}: {@code BeamStep} is the beam at one position, {@code BeamReading}
 * over one window, {@code BeamStepper} the beam over a text that is being written.
 */
@NullMarked
package org.bytestill.bytes.beam;

import org.jspecify.annotations.NullMarked;
