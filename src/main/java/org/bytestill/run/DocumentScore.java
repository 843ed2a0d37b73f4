package org.bytestill.run;

/**
 * The sums of an evaluation over one validation document, from which those of the whole text follow. Kept for every document, so that runs
 * can be compared pair by pair on the same documents (method.md 5.4).
 *
 * @param bytes  supervised bytes that the token head is measured on
 * @param bits   sum of -log2 p(token) over them
 * @param rows   bytes at which teacher and student are compared; 0 if the teacher has not read the document
 * @param finite those of them at which the KL is finite
 * @param klBits sum of KL(teacher || student) over these, bits
 * @param same   bytes of {@code rows} at which both find the same byte most probable
 */
public record DocumentScore(long bytes, double bits, long rows, long finite, double klBits, long same) {
    /** Without a teacher. */
    public DocumentScore(long bytes, double bits) {
        this(bytes, bits, 0, 0, 0, 0);
    }
}
