package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What was converted, and how well.
 *
 * @param bytes           bytes of text whose rows are in the folder
 * @param reusedBytes     of these, how many were there before
 * @param rows            model evaluations made now
 * @param bytesPerSecond  speed of what was read now, loading left out; 0 if nothing was
 * @param zeroProbability bytes of the text to which the rows give probability 0
 * @param droppedMass     mean mass of the paths that were dropped, a byte
 * @param residualMass    mean mass of ids that are not bytes, a byte
 * @param healed          bytes at which no path could go on and one was mended
 * @param diskBytes       size of the folder
 * @param notes           what a user should know of text and tokenizer
 */
public record ConvertReport(Path folder, long documents, long bytes, long reusedBytes, long rows, double seconds, double bytesPerSecond,
        long zeroProbability, double droppedMass, double residualMass, long healed, long diskBytes, List<String> notes) {}
