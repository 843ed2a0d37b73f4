package org.bytestill.objective;

/** The teacher's next-byte rows for the training documents, as far as they are kept. */
public interface TeacherRows {
    /**
     * Reads the row of one byte.
     *
     * @param document      index of the document in its corpus
     * @param position      offset of the byte in the document
     * @param probabilities filled from {@code offset} on with 257 probabilities, 0 where an outcome is not kept
     * @return the mass of the outcomes that are not kept; kept and rest sum to 1
     */
    float read(int document, int position, float[] probabilities, int offset);
}
