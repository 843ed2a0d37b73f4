package org.bytestill.engine.dryrun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.dryrun.DryRunFinding.Outcome;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.ExportSource;
import org.bytestill.export.ExportTarget;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.train.CheckpointStore;
import org.bytestill.util.DiskSpace;
import org.bytestill.util.Texts;

/** What can be written of a student when its run is done: the formats, with the reason of those that refuse it, room, chat template. */
final class ExportOutlook {
    private static final Texts TEXTS = Texts.of("dryrun");

    private ExportOutlook() {}

    /** @param full the configuration of the run, which the student would be exported with */
    static List<DryRunFinding> findings(CheckpointStore store, RunConfig full, Path folder) {
        CheckpointStore.Stored stored = store.newestWhole(new ArrayList<>()).orElseThrow();
        ExportSource source = new ExportSource(stored.path(), stored.update(), full);
        List<String> possible = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long largest = 0;
        for (ExportFormat format : ExportFormats.ALL) {
            Optional<String> missing = missing(format, source);
            if (missing.isPresent()) {
                refused.add(format.word() + ": " + missing.get());
            } else {
                possible.add(format.word());
                largest = Math.max(largest, ExportTarget.neededBytes(format.sizeBytes(source, format.types().get(0))));
            }
        }
        List<DryRunFinding> findings = new ArrayList<>();
        findings.add(possible.isEmpty()
                ? new DryRunFinding(DryRunStage.EXPORT, Outcome.WARNING, TEXTS.get("export.none", String.join(" ", refused)),
                        TEXTS.get("export.none.cure"))
                : new DryRunFinding(DryRunStage.EXPORT, Outcome.FINE, TEXTS.get("export", String.join(", ", possible))
                        + (refused.isEmpty() ? "" : " " + TEXTS.get("export.refused", String.join(" ", refused))), ""));
        findings.add(room(largest, folder));
        findings.add(template(stored.path()));
        return findings;
    }

    private static Optional<String> missing(ExportFormat format, ExportSource source) {
        try {
            Optional<String> ofAll = format.missing(source);
            return ofAll.isPresent() ? ofAll : format.missing(source, format.types().get(0));
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    private static DryRunFinding room(long needed, Path folder) {
        try {
            long free = DiskSpace.usableBytes(folder);
            boolean fits = free >= needed;
            return new DryRunFinding(DryRunStage.EXPORT, fits ? Outcome.FINE : Outcome.WARNING,
                    TEXTS.get(fits ? "room" : "room.none", needed / 1_000_000, free / 1_000_000), fits ? "" : TEXTS.get("room.none.cure"));
        } catch (IOException e) {
            throw UserError.disk("The disk of %s cannot be asked for its free space (%s).", folder, e.getMessage()).causedBy(e);
        }
    }

    private static DryRunFinding template(Path checkpoint) {
        try {
            boolean has = ChatFormat.ofModel(checkpoint).isPresent();
            return new DryRunFinding(DryRunStage.EXPORT, Outcome.FINE, TEXTS.get(has ? "template" : "template.none"), "");
        } catch (UserError e) {
            return new DryRunFinding(DryRunStage.EXPORT, Outcome.WARNING, e.getMessage(), TEXTS.get("template.cure"));
        }
    }
}
