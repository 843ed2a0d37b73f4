package org.bytestill.ui.export;

import java.nio.file.Path;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportTarget;
import org.bytestill.export.WeightType;
import org.bytestill.ui.common.Shell;

/**
 * What is to be exported, wherever it is written to.
 *
 * @param run    the run's folder
 * @param update of the checkpoint
 */
record ExportChoice(Path run, int update, ExportFormat format, WeightType type) {
    /** A name that tells exports of one run apart. */
    String name() {
        return "update-" + update + "-" + ExportTarget.fileName(format, type);
    }

    ExportRequest request(Path target) {
        return new ExportRequest(run, Integer.toString(update), target, format, type);
    }

    /** The command that does the same in a terminal. */
    String commandLine(String target) {
        return String.join(" ", "bytestill", "export", Shell.quoted(run.toString()), "--checkpoint", Integer.toString(update), "--to",
                Shell.quoted(target.strip()), "--format", format.word(), "--precision", type.word());
    }
}
