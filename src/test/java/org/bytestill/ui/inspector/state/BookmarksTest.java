package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookmarksTest {
    private static final byte[] TEXT = "the sea".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;
    private final List<String> told = new ArrayList<>();

    /** As after another start of the program. */
    private Bookmarks opened(byte[] text) {
        Bookmarks bookmarks = new Bookmarks(new BookmarkFiles(home.resolve("bookmarks")), told::add);
        bookmarks.turnTo(text);
        return bookmarks;
    }

    private Path file() {
        return home.resolve("bookmarks").resolve(Sha256.of(TEXT) + ".json");
    }

    @Test
    void theNextSessionFindsThemByTheirText() {
        Bookmarks bookmarks = opened(TEXT);
        bookmarks.note(5, "odd, \"isn't it\" – 海");
        bookmarks.toggle(2);
        assertThat(opened(TEXT).all()).containsExactly(new Bookmark(2, ""), new Bookmark(5, "odd, \"isn't it\" – 海"));
        assertThat(opened("another".getBytes(StandardCharsets.UTF_8)).all()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsTakenAwayIsGoneAndLeavesNoFile() throws Exception {
        opened(TEXT).toggle(2);
        opened(TEXT).toggle(2);
        assertThat(opened(TEXT).all()).isEmpty();
        try (Stream<Path> left = Files.list(home.resolve("bookmarks"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsToldAndSetAsideAndNewOnesCanBeSet() throws Exception {
        for (String damaged : new String[] {"{\"version\": 1, \"bookm", "null", "[]", "{\"bookmarks\": [{\"offset\": 7, \"note\": \"\"}]}",
            "{\"bookmarks\": [{\"offset\": 1, \"note\": null}]}"}) {
            told.clear();
            Files.createDirectories(file().getParent());
            Files.writeString(file(), damaged);
            Bookmarks bookmarks = opened(TEXT);
            assertThat(bookmarks.all()).as(damaged).isEmpty();
            assertThat(told).singleElement().asString().contains("damaged", file().getFileName() + ".damaged");
            assertThat(file().resolveSibling(file().getFileName() + ".damaged")).hasContent(damaged);
            bookmarks.toggle(3);
            assertThat(opened(TEXT).all()).containsExactly(new Bookmark(3, ""));
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void whereTheyCannotBeKeptTheyLastAsLongAsTheWindow() throws Exception {
        Files.writeString(home.resolve("bookmarks"), "a file where the folder should be");
        Bookmarks bookmarks = opened(TEXT);
        bookmarks.toggle(4);
        assertThat(told).singleElement().asString().contains("cannot be kept", "last until the window is closed");
        bookmarks.turnTo("another".getBytes(StandardCharsets.UTF_8));
        bookmarks.turnTo(TEXT);
        assertThat(bookmarks.all()).containsExactly(new Bookmark(4, ""));
    }

    @Test
    void thoseOfALinkComeBesideOnesOwn() {
        opened(TEXT).note(1, "mine");
        Bookmarks bookmarks = opened(TEXT);
        bookmarks.add(List.of(new Bookmark(0, "theirs"), new Bookmark(1, "theirs too")));
        assertThat(opened(TEXT).all()).containsExactly(new Bookmark(0, "theirs"), new Bookmark(1, "theirs too"));
    }
}
