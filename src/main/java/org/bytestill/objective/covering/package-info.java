/**
 * The covering objective (method.md 3.1): distillation through the student's own next-byte distributions, computed by the
 * covering of canonical prefixes; no byte head is needed.
 *
 * <p>Start at {@code CoveringRunner}, which computes the losses and gradients of a batch of documents. {@code CoveredDocument}
 * is one document with its covering tree. {@code CoverInput} packs chosen tree nodes of several documents into one padded batch
 * and builds their attention mask. {@code CoveringLoss} computes the loss: it evaluates the canonical paths, lets
 * {@code ByteSelection} choose the supervised bytes and {@code CoverPruning} the nodes to evaluate, evaluates these as branches
 * of the canonical paths, and back-propagates through those that {@code SampledNodes} draws. {@code ByteKl} is the divergence
 * at one byte, {@code CoverTimes} a profile of the passes. The byte sums over a tree and their gradient are in
 * {@code bytes.cover} ({@code CoverSums}, {@code CoverGradient}).
 */
@NullMarked
package org.bytestill.objective.covering;

import org.jspecify.annotations.NullMarked;
