package org.bytestill.ui.inspector.state;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;

/**
 * Bookmarks kept on disk, one file a text, named after its SHA-256: a text is found again wherever it comes from, and a damaged
 * file costs the bookmarks of one text only.
 */
public final class BookmarkFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String DAMAGED = ".damaged";

    private final Path folder;

    /** What a file holds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Content(int version, List<Bookmark> bookmarks) {}

    /** @param folder made when the first bookmark is set */
    public BookmarkFiles(Path folder) {
        this.folder = folder;
    }

    private Path file(String sha256) {
        return folder.resolve(sha256 + ".json");
    }

    /**
     * The bookmarks of a text of so many bytes; none if none were set.
     *
     * @throws UserError if the file cannot be used: it is set aside, so that nothing is written over it
     */
    List<Bookmark> read(String sha256, int length) {
        Path file = file(sha256);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = JSON.readValue(file.toFile(), Content.class);
            boolean isWhole = content != null && content.bookmarks() != null && content.bookmarks().stream()
                    .allMatch(bookmark -> bookmark != null && bookmark.note() != null && bookmark.offset() >= 0
                            && bookmark.offset() < length);
            if (!isWhole) {
                throw setAside(file, "a bookmark has no note, or lies outside its text", null);
            }
            return content.bookmarks();
        } catch (JsonProcessingException e) {
            throw setAside(file, JsonFile.reason(e), e);
        } catch (IOException e) {
            throw UserError.disk("The bookmarks in %s cannot be read (%s).", file, e.getMessage()).causedBy(e);
        }
    }

    private static UserError setAside(Path file, String why, Exception cause) {
        Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return UserError.disk("The bookmarks in %s are damaged (%s), and the file cannot be set aside (%s).", file, why, e.getMessage())
                    .causedBy(e);
        }
        return UserError
                .corruptFile("The bookmarks of this text are damaged (%s). The file is set aside as %s; new ones can be set.", why, aside)
                .causedBy(cause);
    }

    /**
     * Replaces the file at once, or takes it away if nothing is bookmarked.
     *
     * @throws UserError if it cannot be written
     */
    void write(String sha256, List<Bookmark> bookmarks) {
        try {
            if (bookmarks.isEmpty()) {
                Files.deleteIfExists(file(sha256));
            } else {
                Files.createDirectories(folder);
                AtomicFile.write(file(sha256), JSON.writeValueAsString(new Content(1, bookmarks)));
            }
        } catch (IOException e) {
            throw UserError.disk("The bookmarks cannot be kept in %s (%s); they last until the window is closed.", folder, e.getMessage())
                    .causedBy(e);
        }
    }
}
