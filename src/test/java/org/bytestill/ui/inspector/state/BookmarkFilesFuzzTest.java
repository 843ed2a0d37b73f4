package org.bytestill.ui.inspector.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.fuzz.ReaderFuzz;

/** Bookmarks of a text. */
class BookmarkFilesFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"version\":1,\"bookmarks\":[{\"offset\":3,\"note\":\"café\"},{\"offset\":7,\"note\":\"\"}]}"
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        put(folder.resolve("ab12.json"), content);
        try {
            new BookmarkFiles(folder).read("ab12", 100);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
