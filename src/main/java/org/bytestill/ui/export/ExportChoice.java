package org.bytestill.ui.export;

import java.nio.file.Path;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.export.ExportFormat;
import org.bytestill.ui.common.Shell;

/**
 * What is to be exported, wherever it is written to.
 *
 * @param run    the run's folder
 * @param update of the checkpoint
 */
record ExportChoice(Path run, int update, ExportFormat format, Precision precision) {
    /** A name that tells exports of one run apart. */
    String name() {
        String weights = format.precisions().size() > 1 ? "-" + precision.word() : "";
        return "update-" + update + "-" + format.word() + weights + format.fileEnding();
    }

    ExportRequest request(Path target) {
        return new ExportRequest(run, Integer.toString(update), target, format, precision);
    }

    /** The command that does the same in a terminal. */
    String commandLine(String target) {
        return String.join(" ", "bytestill", "export", Shell.quoted(run.toString()), "--checkpoint", Integer.toString(update), "--to",
                Shell.quoted(target.strip()), "--format", format.word(), "--precision", precision.word());
    }
}
