package org.bytestill.objective.aligned;

/**
 * A group: student tokens from {@code studentBegin} to before {@code studentEnd} and teacher tokens from {@code teacherBegin} to before
 * {@code teacherEnd} have the same bytes, from {@code begin} to before {@code end}, and no shorter piece of them has. The two end tokens of a
 * complete document are a group of no bytes.
 */
public record Group(int begin, int end, int studentBegin, int studentEnd, int teacherBegin, int teacherEnd) {
    /** One token on each side, so that both are the same byte string. */
    public boolean isOneToOne() {
        return studentTokens() == 1 && teacherEnd - teacherBegin == 1;
    }

    public int studentTokens() {
        return studentEnd - studentBegin;
    }
}
