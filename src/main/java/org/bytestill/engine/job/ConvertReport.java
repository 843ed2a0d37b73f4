package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of a conversion, with measures of its quality.
 *
 * @param bytes           bytes of text whose next-byte distributions are in the cache
 * @param reusedBytes     of these, bytes that were cached before
 * @param rows            model evaluations of this call
 * @param bytesPerSecond  speed of this call, without loading; 0 if nothing was left to convert
 * @param zeroProbability bytes of the text that have probability 0
 * @param droppedMass     mean probability mass per byte of paths that were pruned
 * @param residualMass    mean probability mass per byte of token ids that stand for no bytes
 * @param endedMass       mean probability mass per byte of the outcome "the token ends here", which end-of-token rows alone have
 * @param healed          bytes at which no path could be extended, so that token healing was needed
 * @param diskBytes       size of the cache on disk
 * @param notes           remarks about text and tokenizer for the user
 */
public record ConvertReport(Path folder, long documents, long bytes, long reusedBytes, long rows, double seconds, double bytesPerSecond,
        long zeroProbability, double droppedMass, double residualMass, double endedMass, long healed, long diskBytes, List<String> notes) {}
