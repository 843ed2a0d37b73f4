package org.bytestill.ui.export;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run, newest first, and the chosen one. They come and go while the run trains. On the window's thread. */
final class CheckpointModel {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointModel.class);

    private final Tasks tasks;
    private final ObservableList<CheckpointInfo> all = FXCollections.observableArrayList();
    private final ObjectProperty<CheckpointInfo> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final FailureDeduplicator unreadable = new FailureDeduplicator(
            thrown -> LOG.info("The checkpoints cannot be listed: {}", thrown.getMessage()));
    private Run run;
    private boolean reading;

    CheckpointModel(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Another run, of which nothing is chosen yet. */
    void show(Run shown) {
        run = shown;
        all.clear();
        chosen.set(null);
    }

    /** Lists them again, in the background; the chosen one stays chosen while it exists. */
    void refresh() {
        if (run == null || reading) {
            return;
        }
        reading = true;
        Run asked = run;
        tasks.run(asked::checkpoints, found -> {
            unreadable.worked();
            read(asked, found);
        }, thrown -> {
            unreadable.failed(thrown);
            read(asked, all);
        });
    }

    private void read(Run asked, List<CheckpointInfo> found) {
        reading = false;
        if (asked == run) {
            take(found.stream().sorted((a, b) -> Integer.compare(b.update(), a.update())).toList());
        } else {
            refresh();
        }
    }

    private void take(List<CheckpointInfo> found) {
        if (!found.equals(all)) {
            int before = chosen.get() == null ? -1 : chosen.get().update();
            all.setAll(found);
            chosen.set(found.stream().filter(info -> info.update() == before).findFirst()
                    .or(() -> found.stream().filter(CheckpointInfo::best).findFirst())
                    .or(() -> found.stream().findFirst()).orElse(null));
        }
    }

    ObservableList<CheckpointInfo> all() {
        return all;
    }

    /** The best one until another is chosen; null while there is none. */
    ObjectProperty<CheckpointInfo> chosenProperty() {
        return chosen;
    }

    CheckpointInfo chosen() {
        return chosen.get();
    }
}
