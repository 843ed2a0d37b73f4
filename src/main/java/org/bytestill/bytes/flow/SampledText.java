package org.bytestill.bytes.flow;

/**
 * What a model wrote after some bytes.
 *
 * @param bytes never cut within a character that they begin; may be invalid UTF-8 where the model wrote such
 * @param ended whether the model ended the text there
 */
public record SampledText(byte[] bytes, boolean ended) {}
