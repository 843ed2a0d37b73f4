/**
 * The objective without a head (method.md 3.1): the student is read as bytes through the covering of its own tokens, and learns from
 * the teacher's bytes there.
 *
 * <p>Start at {@code CoverPasses}: a batch of documents becomes losses and gradients. {@code CoverText} is one document with its
 * tree, {@code CoverInput} how some nodes of several lie in a batch, {@code CoverObjective} the middle of a training pass: it reads the
 * trunks, lets {@code ByteChoice} say which bytes are supervised and room bytes' {@code CoverPruning} which nodes are evaluated, and
 * reads these as branches of the trunks; {@code TaughtNodes} draws those that carry their gradient back. {@code CoverLoss} is the
 * divergence at one byte, {@code CoverTimes} where the time goes. The sums and the way back through them are room bytes'.
 */
package org.bytestill.objective.covering;
