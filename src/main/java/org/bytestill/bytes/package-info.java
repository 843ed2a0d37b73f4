/**
 * Any token model read as bytes: from token probabilities to next-byte probabilities (method 1).
 *
 * <p>Start at {@link org.bytestill.bytes.ByteReader}; {@code BeamReader} is the paper's beam, {@code CoverReader} the covering of
 * canonical prefixes, {@code ByteCache} keeps rows on disk. Knows text, model and torch; not who is teacher and who is
 * student, and nothing of runs or windows.
 */
package org.bytestill.bytes;
