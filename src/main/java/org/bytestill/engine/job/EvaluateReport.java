package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.evaluate.Agreement;
import org.bytestill.evaluate.BitsPerByte;

/**
 * The result of an evaluation.
 *
 * @param model     folder of the evaluated model
 * @param update    update of the checkpoint, -1 for a model that is no checkpoint
 * @param quality   bits per byte by the token head
 * @param part      the measures of each piece of the text
 * @param agreement agreement of the next-byte distributions with the teacher's; {@link Agreement#NONE} without a teacher
 */
public record EvaluateReport(Path model, int update, BitsPerByte quality, Agreement agreement, double seconds, EvaluatedPart part) {}
