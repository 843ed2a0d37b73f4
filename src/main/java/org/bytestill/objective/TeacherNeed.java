package org.bytestill.objective;

/** The kind of teacher output that an objective needs. */
public enum TeacherNeed {
    /** None: training uses the text alone. */
    NONE,
    /** Next-byte distributions of the training text, computed before training and cached on disk. */
    BYTES,
    /** Next-token distributions, computed during training: the teacher stays in memory. */
    TOKENS
}
