package org.bytestill.engine.job;

/**
 * A token that could come next.
 *
 * @param id          its id
 * @param name        its name in the vocabulary
 * @param bytes       the bytes it stands for; none for a special token
 * @param probability its probability, from 0 to 1
 */
public record Candidate(int id, String name, byte[] bytes, double probability) {}
