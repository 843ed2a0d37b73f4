package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesFileTest {
    @TempDir
    Path temporary;
    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(Files.createDirectories(temporary.resolve("run")));
    }

    private static RunNotes.Note note(int update, int second, String text) {
        return new RunNotes.Note(update, Instant.ofEpochSecond(second), text);
    }

    @Test
    void notesStandByUpdateAndTagsOnce() {
        assertThat(NotesFile.read(folder)).isEqualTo(RunNotes.NONE);
        NotesFile.change(folder, notes -> notes.with(note(300, 1, "a dip")));
        NotesFile.change(folder, notes -> notes.with(note(100, 2, "warm")).withTags(List.of(" eps ", "whales", "", "eps")));
        RunNotes read = NotesFile.read(folder);
        assertThat(read.notes()).containsExactly(note(100, 2, "warm"), note(300, 1, "a dip"));
        assertThat(read.tags()).containsExactly("eps", "whales");
    }

    @Test
    void aNoteIsChangedByWhenItWasWrittenAndTakenAwayByAnEmptyText() {
        NotesFile.change(folder, notes -> notes.with(note(300, 1, "a dip")));
        assertThat(NotesFile.change(folder, notes -> notes.with(note(310, 1, "the dip"))).notes()).containsExactly(note(310, 1, "the dip"));
        assertThat(NotesFile.change(folder, notes -> notes.with(note(310, 1, " "))).isEmpty()).isTrue();
    }

    @Test
    void aDamagedFileIsToldAndNeverWrittenOver() throws Exception {
        Files.writeString(folder.notes(), "{\"notes\": [{\"upd");
        assertThatThrownBy(() -> NotesFile.change(folder, notes -> notes.withTags(List.of("x")))).isInstanceOf(UserError.class)
                .hasMessageContaining("notes.json holds no notes");
        assertThat(Files.readString(folder.notes())).isEqualTo("{\"notes\": [{\"upd");
    }
}
