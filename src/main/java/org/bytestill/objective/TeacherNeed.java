package org.bytestill.objective;

/** What an objective asks of the teacher. */
public enum TeacherNeed {
    /** Nothing: the text alone is trained on. */
    NONE,
    /** Next-byte distributions of the training text, made before training and kept on disk. */
    BYTES,
    /** Next-token distributions, computed while the student trains: the teacher stays in memory. */
    TOKENS
}
