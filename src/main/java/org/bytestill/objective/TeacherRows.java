package org.bytestill.objective;

/** The teacher's next-byte distributions of the training documents, reduced to the kept outcomes. */
public interface TeacherRows {
    /**
     * Reads the distribution of one byte.
     *
     * @param document      index of the document in its corpus
     * @param position      offset of the byte in the document
     * @param probabilities filled from {@code offset} on with 257 probabilities, 0 where an outcome is not kept
     * @return the rest, the mass of the outcomes that are not kept; kept probabilities and rest sum to 1
     */
    float read(int document, int position, float[] probabilities, int offset);
}
