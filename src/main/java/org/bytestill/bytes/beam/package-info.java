/**
 * The beam over token contexts (arXiv 2604.07466, section on byte probabilities; genlm-bytes is its reference implementation).
 *
 * <p>Start at {@link org.bytestill.bytes.beam.BeamReader}.
 */
package org.bytestill.bytes.beam;
