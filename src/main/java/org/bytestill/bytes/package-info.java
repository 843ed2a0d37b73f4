/**
 * Any token model read as bytes: from token probabilities to next-byte probabilities (method.md 1).
 *
 * <p>Start at {@link org.bytestill.bytes.ByteReader}. {@link org.bytestill.bytes.beam.BeamReader} is the paper's beam:
 * {@code BeamStep} is one position of it, {@code BeamReading} one document, {@code PrefixMass} a model's row over the trie.
 * {@link org.bytestill.bytes.cover.CoverReader} is the covering of canonical prefixes; {@link org.bytestill.bytes.cache.ByteCache} keeps rows on disk.
 * {@link org.bytestill.bytes.PathLog} says which token paths carried a row, {@link org.bytestill.bytes.flow.FlowReader} which of their tokens.
 * {@link org.bytestill.bytes.Mixture} makes one row of several models'. Knows text, model and torch; not who is teacher and who is student, and nothing of runs or windows.
 */
@NullMarked
package org.bytestill.bytes;

import org.jspecify.annotations.NullMarked;
