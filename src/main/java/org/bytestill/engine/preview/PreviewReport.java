package org.bytestill.engine.preview;

import java.util.List;

/**
 * Counts over a run's training text.
 *
 * @param isWhole        whether all of the text was counted, or its beginning
 * @param documents      number of documents
 * @param models         the teachers, in the order of the configuration, then the student
 * @param cut            texts and conversations longer than a document may be: texts are read as several documents, of conversations the
 *                       last turns are left out
 * @param skipped        rows that hold nothing
 * @param duplicates     documents equal to an earlier one, byte for byte
 * @param unsupervised   conversations, and pieces of longer texts, that are left out because nothing of them is supervised
 * @param tooLong        documents of more tokens than the student reads at once: a run would refuse them
 * @param studentContext most tokens of a document that the student reads at once
 * @param notes          what a user should know; sentences
 */
public record PreviewReport(boolean isWhole, long documents, List<Model> models, long cut, long skipped, long duplicates,
        long unsupervised, long tooLong, int studentContext, List<String> notes) {
    /**
     * What one model reads of it.
     *
     * @param model           its folder or file
     * @param isTeacher       false for the student
     * @param bytes           of the text as its template writes it
     * @param supervisedBytes those of them that have a term in the loss
     * @param tokens          without the one before each document
     * @param specialTokens   those of them that stand in place of their names
     */
    public record Model(String model, boolean isTeacher, long bytes, long supervisedBytes, long tokens, long specialTokens) {
        /** Share of the bytes that are supervised, from 0 to 1. */
        public double supervisedShare() {
            return bytes == 0 ? 0 : (double) supervisedBytes / bytes;
        }

        /** NaN without a token. */
        public double bytesPerToken() {
            return tokens == 0 ? Double.NaN : (double) bytes / tokens;
        }
    }

    /** What the student reads. */
    public Model student() {
        return models.get(models.size() - 1);
    }
}
