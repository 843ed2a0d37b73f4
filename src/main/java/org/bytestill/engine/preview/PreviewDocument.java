package org.bytestill.engine.preview;

import java.util.List;

/**
 * A document as the models of a run read it.
 *
 * @param number  from 1, in the order of the text
 * @param id      where it stands: the file, and the place in it
 * @param readings one a model: the teachers, in the order of the configuration, then the student
 */
public record PreviewDocument(int number, String id, List<Reading> readings) {
    /**
     * What one model reads.
     *
     * @param model     its folder or file
     * @param isTeacher false for the student
     * @param texts     one text; several where a teacher's template does not write all turns of a conversation in one
     */
    public record Reading(String model, boolean isTeacher, List<ReadText> texts) {}

    /** The text that is trained on. */
    public ReadText student() {
        return readings.get(readings.size() - 1).texts().get(0);
    }
}
