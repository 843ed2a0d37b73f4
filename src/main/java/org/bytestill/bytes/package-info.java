/**
 * Conversion of a token model to a byte model: from next-token probabilities to next-byte probabilities (method.md 1).
 *
 * <p>Start at {@link org.bytestill.bytes.ByteReader}. {@link org.bytestill.bytes.beam.BeamReader} is the paper's beam search
 * over token contexts, {@link org.bytestill.bytes.cover.CoverReader} the covering by canonical prefixes,
 * {@link org.bytestill.bytes.cache.ByteCache} the next-byte distributions on disk. {@link org.bytestill.bytes.PrefixMass} lays
 * a next-token distribution over the trie of the vocabulary. {@link org.bytestill.bytes.PathLog} lists the token paths behind
 * each next-byte distribution, {@link org.bytestill.bytes.flow.FlowReader} the tokens on them.
 * {@link org.bytestill.bytes.ByteStepper} is the view of a text that is still being written.
 * {@link org.bytestill.bytes.Mixture} combines the distributions of an ensemble of models. The package knows text, model and
 * torch; it does not know which model is the teacher, and nothing of runs or windows.
 */
@NullMarked
package org.bytestill.bytes;

import org.jspecify.annotations.NullMarked;
