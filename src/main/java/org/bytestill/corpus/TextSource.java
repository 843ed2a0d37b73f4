package org.bytestill.corpus;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.Check;

/**
 * A source of text: the files to read and how they are split into documents.
 *
 * @param files         at least one
 * @param documentBytes longest document, in bytes
 * @param maxBytes      use no more bytes than this, from the beginning; 0 uses all
 */
public record TextSource(List<Path> files, int documentBytes, long maxBytes) {
    /** @throws org.bytestill.problem.UserError if no file is named, or documents would be shorter than a character */
    public TextSource {
        Check.that(!files.isEmpty(), "No text file is named. Name at least one.");
        Check.that(documentBytes >= 4, "Documents of %d bytes are too short for one character; choose at least 16.", documentBytes);
        files = List.copyOf(files);
    }

    /** Its documents, read as they are asked for; the caller closes them. */
    public DocumentStream open() {
        return new DocumentStream(this);
    }
}
