package org.bytestill.corpus;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.problem.Check;

/**
 * A source of text: the files to read, what in them is text, and how it is split into documents.
 *
 * @param files         files, or folders whose data files are read
 * @param mapping       which column of a file of records holds a field
 * @param documentBytes longest document, in bytes
 * @param maxBytes      use no more bytes than this, from the beginning; 0 uses all
 */
public record TextSource(List<Path> files, Mapping mapping, int documentBytes, long maxBytes) {
    /** @throws org.bytestill.problem.UserError if documents would be shorter than a character */
    public TextSource {
        Check.that(documentBytes >= 4, "Documents of %d bytes are too short for one character; choose at least 16.", documentBytes);
        Check.that(maxBytes >= 0, "At most %d bytes of the text are asked for; choose a number from 0 on, 0 for all.", maxBytes);
        files = List.copyOf(files);
    }

    /** Files whose columns are called as the fields are. */
    public TextSource(List<Path> files, int documentBytes, long maxBytes) {
        this(files, Mapping.NONE, documentBytes, maxBytes);
    }

    /** The same with documents of another length. */
    public TextSource withDocumentBytes(int bytes) {
        return new TextSource(files, mapping, bytes, maxBytes);
    }

    /** Its documents, read as they are asked for; the caller closes them. Conversations are refused. */
    public DocumentStream open() {
        return open(ChatReader.NONE);
    }

    /** @param chats makes documents of conversations */
    public DocumentStream open(ChatReader chats) {
        Check.that(!files.isEmpty(), "No text file is named. Name at least one.");
        return new DocumentStream(this, chats);
    }
}
