package org.bytestill.bytes.cache;

/**
 * A next-byte distribution of the teacher as it is stored on disk: the most probable bytes and the mass of the rest.
 *
 * @param bytes                 the kept bytes, most probable first; the observed byte is among them unless its probability is 0
 * @param probabilities         their probabilities
 * @param endOfSequence         probability of the end of the sequence
 * @param rest                  mass of the bytes that are not kept; with the above it sums to 1
 * @param observedLogProbability natural log of the probability of the byte in the text
 * @param residual              mass of ids that are not bytes, before renormalisation
 * @param dropped               mass of the paths that the reader pruned, before renormalisation
 * @param healed                true if no path could continue with the previous byte
 */
public record TeacherRow(byte[] bytes, float[] probabilities, float endOfSequence, float rest, float observedLogProbability,
        float residual, float dropped, boolean healed) {}
