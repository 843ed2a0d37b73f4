package org.bytestill.engine.reading;

import org.bytestill.corpus.SpanIndex;
import org.bytestill.objective.TeacherRows;

/**
 * A teacher's rows by places of the student's documents, from rows that are kept by supervised span.
 *
 * @param rows rows by number of the span and place in it
 */
public record SpanRows(SpanIndex index, TeacherRows rows) implements TeacherRows {
    @Override
    public float read(int document, int position, float[] probabilities, int offset) {
        return rows.read(index.span(document, position), index.row(document, position), probabilities, offset);
    }
}
