package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.WeightType;

/**
 * A checkpoint to be written for other programs.
 *
 * @param run        the run's folder
 * @param checkpoint {@code best}, {@code last}, {@code first} or an update
 * @param target     what to make: a folder, which may be there if it is empty, or a file if the format is one
 * @param type  number format of the written weights
 */
public record ExportRequest(Path run, String checkpoint, Path target, ExportFormat format, WeightType type) {}
