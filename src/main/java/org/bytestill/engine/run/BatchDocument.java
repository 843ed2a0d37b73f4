package org.bytestill.engine.run;

/**
 * A document in the training batch of an update.
 *
 * @param id    its file and its offset in the file
 * @param bytes its text
 */
public record BatchDocument(String id, byte[] bytes) {}
