package org.bytestill.objective;

import org.jspecify.annotations.Nullable;

/**
 * The teacher's outputs for the training documents.
 *
 * @param bytes  next-byte distributions; null unless the objective needs {@link TeacherNeed#BYTES}
 * @param tokens next-token distributions; null unless the objective needs {@link TeacherNeed#TOKENS}
 */
public record TeacherData(@Nullable TeacherRows bytes, @Nullable TeacherTokens tokens) {
    public static final TeacherData NONE = new TeacherData(null, null);
}
