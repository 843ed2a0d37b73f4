package org.bytestill.ui.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bytestill.run.NotesFile;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunNotes;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Tasks;

/** Notes and tags of a run as the window knows them: read now and then, written elsewhere than on the window's thread. */
final class NotesModel {
    private final RunFolder folder;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final FailureDeduplicator readFailed;
    private RunNotes notes = RunNotes.NONE;
    private boolean isReading;

    NotesModel(RunFolder folder, Tasks tasks, Consumer<Throwable> failed) {
        this.folder = folder;
        this.tasks = tasks;
        this.failed = failed;
        this.readFailed = new FailureDeduplicator(failed);
    }

    RunNotes notes() {
        return notes;
    }

    /** Reads what another window or a person with an editor may have changed. */
    void refresh() {
        if (isReading) {
            return;
        }
        isReading = true;
        tasks.run(() -> NotesFile.read(folder), read -> {
            isReading = false;
            readFailed.worked();
            notes = read;
        }, thrown -> {
            isReading = false;
            readFailed.failed(thrown);
        });
    }

    /** Writes a note; an empty text takes it away. */
    void write(int update, Instant at, String text) {
        change(known -> known.with(new RunNotes.Note(update, at, text.strip())));
    }

    /** @param words separated by commas */
    void tag(String words) {
        change(known -> known.withTags(Arrays.asList(words.split(","))));
    }

    private void change(UnaryOperator<RunNotes> change) {
        tasks.run(() -> NotesFile.change(folder, change), changed -> notes = changed, failed);
    }

    String tags() {
        return String.join(", ", notes.tags());
    }

    /** The notes among events, in the order of their times. */
    List<RunEvent> among(List<RunEvent> events) {
        if (notes.notes().isEmpty()) {
            return events;
        }
        List<RunEvent> all = new ArrayList<>(events);
        notes.notes().forEach(note -> all.add(new RunEvent(RunEvent.Kind.NOTE, note.update(), note.at(), note.text())));
        all.sort(Comparator.comparing(RunEvent::at));
        return all;
    }
}
