package org.bytestill.objective;

import org.bytestill.student.Student;

/**
 * Losses of an update, as sums.
 *
 * @param tokens over the supervised tokens
 * @param klNats sum of KL(teacher || student) over the bytes at which the student's own next-byte distribution is supervised
 * @param same   bytes among them at which teacher and student find the same outcome most probable
 * @param bytes  how many these are
 */
public record UpdateLosses(Student.Losses tokens, double klNats, double same, long bytes) {
    public static final UpdateLosses NONE = of(Student.Losses.NONE);

    /** Of an objective that supervises no bytes of the student's own. */
    public static UpdateLosses of(Student.Losses tokens) {
        return new UpdateLosses(tokens, 0, 0, 0);
    }

    public UpdateLosses plus(UpdateLosses more) {
        return new UpdateLosses(tokens.plus(more.tokens), klNats + more.klNats, same + more.same, bytes + more.bytes);
    }

    public boolean isFinite() {
        return Double.isFinite(tokens.token() + tokens.bytes() + tokens.kl() + klNats);
    }
}
