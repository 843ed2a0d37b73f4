package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.export.CardStatements;
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

    /** The place of this one among several in a folder. */
    Path in(Path folder) {
        return folder.resolve(ExportTarget.fileName(format, type));
    }

    ExportRequest request(Path target, CardStatements statements) {
        return new ExportRequest(run, Integer.toString(update), new ExportTarget(format, type, target), statements, true);
    }

    /** The command that does the same in a terminal. */
    static String commandLine(List<ExportChoice> choices, String target, CardStatements statements) {
        ExportChoice first = choices.get(0);
        String formats = choices.size() == 1 ? first.format.word() + " --precision " + first.type.word()
                : choices.stream().map(choice -> choice.format.word() + ":" + choice.type.word()).collect(Collectors.joining(","));
        String line = String.join(" ", "bytestill", "export", Shell.quoted(first.run.toString()), "--checkpoint",
                Integer.toString(first.update), "--to", Shell.quoted(target.strip()), "--format", formats);
        return line + (statements.licence().isEmpty() ? "" : " --licence " + statements.licence())
                + (statements.languages().isEmpty() ? "" : " --language " + String.join(",", statements.languages()))
                + (statements.use().isEmpty() ? "" : " --use " + Shell.quoted(statements.use()));
    }
}
