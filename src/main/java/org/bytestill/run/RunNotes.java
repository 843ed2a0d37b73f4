package org.bytestill.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a person wrote about a run.
 *
 * @param tags  words to find it by, each once
 * @param notes by update
 */
public record RunNotes(List<String> tags, List<Note> notes) {
    private static final Comparator<Note> ORDER = Comparator.comparingInt(Note::update).thenComparing(Note::at);

    /** Nobody has written anything. */
    public static final RunNotes NONE = new RunNotes(List.of(), List.of());

    /**
     * A note.
     *
     * @param update the update it is about
     * @param at     when it was written first; tells it apart from others
     */
    public record Note(int update, Instant at, String text) {}

    public RunNotes {
        tags = List.copyOf(new LinkedHashSet<>(tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).toList()));
        notes = notes.stream().filter(note -> !note.text().isBlank()).sorted(ORDER).toList();
    }

    public RunNotes withTags(List<String> newTags) {
        return new RunNotes(newTags, notes);
    }

    /** With a note, in place of the one that was written at the same time, if there is one; an empty text takes it away. */
    public RunNotes with(Note note) {
        return new RunNotes(tags, Stream.concat(notes.stream().filter(other -> !Objects.equals(other.at(), note.at())), Stream.of(note))
                .toList());
    }

    public boolean isEmpty() {
        return tags.isEmpty() && notes.isEmpty();
    }
}
