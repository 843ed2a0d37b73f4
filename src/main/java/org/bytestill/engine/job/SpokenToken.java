package org.bytestill.engine.job;

/**
 * A token of an answer.
 *
 * @param id             its id
 * @param name           its name in the vocabulary
 * @param bytes          the bytes it stands for; none for a special token
 * @param text           what can be shown with it; those of all tokens joined are the answer's text
 * @param logProbability natural log of its probability by the model itself, before penalty, temperature and filters
 */
public record SpokenToken(int id, String name, byte[] bytes, String text, float logProbability) {}
