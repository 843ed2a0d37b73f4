package org.bytestill.bytes.cache;

/**
 * A kept row: the distribution of one byte given the bytes before it, as far as it is on disk.
 *
 * @param bytes                 the kept bytes, most probable first; the observed byte is among them unless it has no chance
 * @param probabilities         their probabilities
 * @param endOfSequence         probability that the sequence ends here
 * @param rest                  mass of the bytes that are not kept; together with the above 1
 * @param observedLogProbability natural log of the probability of the byte that really comes
 * @param residual              mass of ids that are not bytes, before renormalisation
 * @param dropped               mass of paths the reader dropped, before renormalisation
 * @param healed                true if no path could take the byte before
 */
public record TeacherRow(byte[] bytes, float[] probabilities, float endOfSequence, float rest, float observedLogProbability,
        float residual, float dropped, boolean healed) {}
