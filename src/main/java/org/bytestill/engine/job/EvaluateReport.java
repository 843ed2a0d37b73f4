package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.evaluate.Agreement;
import org.bytestill.evaluate.BitsPerByte;

/**
 * What was measured.
 *
 * @param model     the model folder that was read
 * @param update    the checkpoint's update, -1 for a model that is no checkpoint
 * @param quality   by the token head
 * @param agreement with the teacher, both read as bytes; {@link Agreement#NONE} without one
 */
public record EvaluateReport(Path model, int update, BitsPerByte quality, Agreement agreement, double seconds) {}
