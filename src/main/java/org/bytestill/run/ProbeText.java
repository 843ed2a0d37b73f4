package org.bytestill.run;

/**
 * A text that a run follows through its evaluations.
 *
 * @param text    its bytes
 * @param written how the teacher goes on with it, greedily; empty without a teacher
 */
public record ProbeText(byte[] text, byte[] written) {}
