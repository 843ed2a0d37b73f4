package org.bytestill.ui.export;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.engine.job.ExportRecord;
import org.bytestill.engine.job.ExportRecords;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exports that a run remembers, the newest first, read in the background. On the window's thread. */
final class EarlierExports {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierExports.class);

    /**
     * An export, and whether it is still where it was written.
     *
     * @param isThere as the disk said when it was asked
     */
    record Earlier(ExportRecord export, boolean isThere) {}

    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<List<Earlier>> all = new ReadOnlyObjectWrapper<>(this, "all", List.of());
    private Run run;
    private boolean reading;

    EarlierExports(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Another run. */
    void show(Run shown) {
        run = shown;
        all.set(List.of());
    }

    /** Reads them again. */
    void refresh() {
        if (run == null || reading) {
            return;
        }
        reading = true;
        Run asked = run;
        tasks.run(() -> ExportRecords.of(asked.folder()).stream().map(export -> new Earlier(export, export.isThere())).toList(), found -> {
            reading = false;
            if (asked == run && !found.equals(all.get())) {
                all.set(found);
            }
        }, thrown -> {
            reading = false;
            LOG.debug("The exports of the run cannot be listed: {}", thrown.getMessage());
        });
    }

    ReadOnlyObjectProperty<List<Earlier>> allProperty() {
        return all.getReadOnlyProperty();
    }
}
