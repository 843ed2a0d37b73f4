package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What was exported, and the proof that it loads and agrees: the folder was opened anew and compared with the checkpoint.
 *
 * @param maxAbsLogitDifference largest difference of a logit over the probe texts
 * @param top1Equal             share of positions with the same most probable token
 * @param proven                true if the differences are within what the precision allows
 * @param steps                 what was done and checked, in sentences
 */
public record ExportReport(Path folder, int update, long sizeBytes, double maxAbsLogitDifference, double top1Equal, double klBits, boolean proven,
        List<String> steps) {}
