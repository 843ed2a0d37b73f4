package org.bytestill.ui.bell;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.Engine;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Tasks;

/** Keeps alerts, and runs and jobs that have ended, until somebody has seen them; also what happened while the window was closed. */
public final class Bell {
    private static final int MOST = 100;

    private final BellFile file;
    private final BellNews news;
    private final Tasks tasks;
    private final Consumer<BellItem> rings;
    private final FailureDeduplicator failures;
    private final ObservableList<BellItem> items = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper(this, "unread");
    private boolean looking;

    /**
     * @param file  keeps what happened; it is made when something does
     * @param rings is told of each new thing
     */
    public Bell(Path file, Engine engine, Path runsFolder, Tasks tasks, Consumer<BellItem> rings, Consumer<Throwable> failed) {
        this.file = new BellFile(file);
        this.tasks = tasks;
        this.rings = rings;
        failures = new FailureDeduplicator(failed);
        BellFile.Kept kept = this.file.read(Instant.now());
        news = new BellNews(engine, runsFolder, kept.until());
        items.setAll(kept.items());
        count();
    }

    /** The newest first. */
    public ObservableList<BellItem> items() {
        return FXCollections.unmodifiableObservableList(items);
    }

    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    /** Looks for what is new, in the background. */
    public void look() {
        if (looking) {
            return;
        }
        looking = true;
        tasks.run(news::look, found -> {
            looking = false;
            failures.worked();
            if (!found.isEmpty()) {
                add(found);
            }
        }, thrown -> {
            looking = false;
            failures.failed(thrown);
        });
    }

    private void add(List<BellItem> found) {
        List<BellItem> all = new ArrayList<>(found);
        all.addAll(items);
        all.sort(Comparator.comparing(BellItem::at).reversed());
        items.setAll(all.subList(0, Math.min(MOST, all.size())));
        changed();
        found.forEach(rings);
    }

    /** Somebody has seen it. */
    public void read(BellItem item) {
        items.replaceAll(each -> each.equals(item) ? each.seen() : each);
        changed();
    }

    public void readAll() {
        items.replaceAll(BellItem::seen);
        changed();
    }

    public void clear() {
        items.clear();
        changed();
    }

    private void changed() {
        count();
        BellFile.Kept kept = new BellFile.Kept(news.until(), List.copyOf(items));
        tasks.run(Executors.callable(() -> file.write(kept)), done -> {}, failures::failed);
    }

    private void count() {
        unread.set((int) items.stream().filter(item -> !item.read()).count());
    }
}
