package org.bytestill.engine.job;

import java.nio.file.Path;
import org.bytestill.export.CardStatements;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportTarget;
import org.bytestill.export.WeightType;

/**
 * A checkpoint to be written for other programs.
 *
 * @param run        the run's folder
 * @param checkpoint {@code best}, {@code last}, {@code first} or an update
 * @param to         what to make: a folder, which may be there if it is empty, or a file if the format is one
 * @param statements what the card shall say that only a person knows
 * @param asksOthers whether other programs on this machine that load exports are asked too
 */
public record ExportRequest(Path run, String checkpoint, ExportTarget to, CardStatements statements, boolean asksOthers) {
    /** Without statements, and without asking others. */
    public ExportRequest(Path run, String checkpoint, Path target, ExportFormat format, WeightType type) {
        this(run, checkpoint, new ExportTarget(format, type, target), CardStatements.NONE, false);
    }

    public ExportFormat format() {
        return to.format();
    }

    public WeightType type() {
        return to.type();
    }

    public Path target() {
        return to.target();
    }
}
