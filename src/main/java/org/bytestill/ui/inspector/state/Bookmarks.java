package org.bytestill.ui.inspector.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.problem.UserError;
import org.bytestill.util.Sha256;

/**
 * The bookmarks of the text that is looked at, kept on disk from one session to the next. What the disk refuses is told, and the
 * bookmarks last as long as the window. On the window's thread.
 */
public final class Bookmarks {
    private final BookmarkFiles files;
    private final Consumer<String> told;
    private final Map<String, List<Bookmark>> unkept = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Bookmark>> here = new ReadOnlyObjectWrapper<>(this, "bookmarks", List.of());
    private String sha256 = Sha256.of(new byte[0]);

    /** @param told is given a sentence where the disk refuses */
    public Bookmarks(BookmarkFiles files, Consumer<String> told) {
        this.files = files;
        this.told = told;
    }

    /** Those of the text that is looked at, in the order of their places. */
    public ReadOnlyObjectProperty<List<Bookmark>> bookmarksProperty() {
        return here.getReadOnlyProperty();
    }

    public List<Bookmark> all() {
        return here.get();
    }

    public Optional<Bookmark> at(int offset) {
        return here.get().stream().filter(bookmark -> bookmark.offset() == offset).findFirst();
    }

    /** Turns to another text; of a long one that is the whole. */
    public void turnTo(byte[] bytes) {
        sha256 = Sha256.of(bytes);
        List<Bookmark> found = unkept.get(sha256);
        if (found == null) {
            try {
                found = files.read(sha256, bytes.length);
            } catch (UserError e) {
                found = List.of();
                told.accept(e.getMessage());
            }
        }
        here.set(found);
    }

    /** Sets a bookmark, or takes it away. */
    public void toggle(int offset) {
        if (at(offset).isPresent()) {
            put(here.get().stream().filter(bookmark -> bookmark.offset() != offset).toList());
        } else {
            note(offset, "");
        }
    }

    /** Sets a bookmark with a note, in place of the one that is there. */
    public void note(int offset, String note) {
        add(List.of(new Bookmark(offset, note)));
    }

    /** Sets bookmarks beside those that are there; where one is, the new one's note takes its place. */
    public void add(List<Bookmark> more) {
        if (!more.isEmpty()) {
            Map<Integer, Bookmark> byPlace = new TreeMap<>();
            here.get().forEach(bookmark -> byPlace.put(bookmark.offset(), bookmark));
            more.forEach(bookmark -> byPlace.put(bookmark.offset(), bookmark));
            put(List.copyOf(byPlace.values()));
        }
    }

    private void put(List<Bookmark> bookmarks) {
        here.set(List.copyOf(bookmarks));
        try {
            files.write(sha256, here.get());
            unkept.remove(sha256);
        } catch (UserError e) {
            unkept.put(sha256, here.get());
            told.accept(e.getMessage());
        }
    }
}
