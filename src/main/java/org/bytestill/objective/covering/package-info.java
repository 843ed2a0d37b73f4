/**
 * The objective without a head (method.md 3.1): the student is read as bytes through the covering of its own tokens, and learns from
 * the teacher's bytes there.
 *
 * <p>Start at {@code CoveringRunner}: a batch of documents becomes losses and gradients. {@code CoveredDocument} is one document with its
 * tree, {@code CoverInput} how some nodes of several lie in a batch, {@code CoveringLoss} the middle of a training pass: it reads the
 * canonical paths, lets {@code ByteSelection} say which bytes are supervised and room bytes' {@code CoverPruning} which nodes are evaluated, and
 * reads these as branches of the canonical paths; {@code SampledNodes} draws those that carry their gradient back. {@code ByteKl} is the
 * divergence at one byte, {@code CoverTimes} where the time goes. The sums and the way back through them are room bytes'.
 */
package org.bytestill.objective.covering;
