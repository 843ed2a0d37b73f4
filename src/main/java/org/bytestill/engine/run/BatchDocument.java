package org.bytestill.engine.run;

/**
 * A document that an update of a run was trained on.
 *
 * @param id    its file and where in it it begins
 * @param bytes its text
 */
public record BatchDocument(String id, byte[] bytes) {}
