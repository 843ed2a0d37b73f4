package org.bytestill.ui.inspector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The bookmarks of every text that was looked at while the window is open. On the window's thread. */
final class Bookmarks {
    private final Map<Integer, List<Bookmark>> ofTexts = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Bookmark>> here = new ReadOnlyObjectWrapper<>(this, "bookmarks", List.of());
    private int text;

    /** Those of the text that is looked at, in the order of their places. */
    ReadOnlyObjectProperty<List<Bookmark>> bookmarksProperty() {
        return here.getReadOnlyProperty();
    }

    List<Bookmark> all() {
        return here.get();
    }

    Optional<Bookmark> at(int offset) {
        return here.get().stream().filter(bookmark -> bookmark.offset() == offset).findFirst();
    }

    /** Turns to another text. */
    void turnTo(byte[] bytes) {
        text = Arrays.hashCode(bytes);
        here.set(ofTexts.getOrDefault(text, List.of()));
    }

    /** Sets a bookmark, or takes it away. */
    void toggle(int offset) {
        if (at(offset).isPresent()) {
            put(here.get().stream().filter(bookmark -> bookmark.offset() != offset).toList());
        } else {
            note(offset, "");
        }
    }

    /** Sets a bookmark with a note, in place of the one that is there. */
    void note(int offset, String note) {
        List<Bookmark> bookmarks = new ArrayList<>(here.get());
        bookmarks.removeIf(bookmark -> bookmark.offset() == offset);
        bookmarks.add(new Bookmark(offset, note));
        bookmarks.sort(Comparator.comparingInt(Bookmark::offset));
        put(bookmarks);
    }

    void put(List<Bookmark> bookmarks) {
        ofTexts.put(text, List.copyOf(bookmarks));
        here.set(ofTexts.get(text));
    }
}
