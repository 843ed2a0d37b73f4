package org.bytestill.objective.aligned;

/**
 * What is computed together: student tokens of a document from {@code studentBegin} to before {@code studentEnd}, all supervised, and the
 * teacher tokens from {@code teacherBegin} to before {@code teacherEnd} whose rows they need.
 *
 * @param document number of the document in its batch
 * @param counts   whether it has a term beside the token cross-entropy
 * @param oneToOne whether its student token and its first teacher token have the same bytes
 */
public record Unit(int document, int studentBegin, int studentEnd, int teacherBegin, int teacherEnd, boolean counts, boolean oneToOne) {
    /** A supervised token with the cross-entropy alone. */
    public static Unit alone(int document, int token) {
        return new Unit(document, token, token + 1, 0, 0, false, false);
    }

    static Unit of(int document, Group group) {
        return new Unit(document, group.studentBegin(), group.studentEnd(), group.teacherBegin(), group.teacherEnd(), true,
                group.isOneToOne());
    }

    int studentTokens() {
        return studentEnd - studentBegin;
    }
}
