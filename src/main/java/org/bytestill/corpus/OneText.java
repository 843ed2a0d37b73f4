package org.bytestill.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;

/** One text of a file, whole; of a conversation, what a chat template makes of it. */
public final class OneText {
    private OneText() {}

    /**
     * @param chats  makes texts of conversations
     * @param number which of its texts, from 0; a plain text file has one
     * @throws UserError if the file is missing, empty or malformed, or has fewer texts
     */
    public static byte[] of(Path file, Mapping mapping, ChatReader chats, int number) {
        Check.that(number >= 0, "Text number %d was asked for; they are counted from 0.", number);
        try (TextReader reader = TextFormats.open(DataFile.at(file), mapping, chats, Long.MAX_VALUE)) {
            for (int i = 0;; i++) {
                Optional<TextPart> part = reader.next();
                if (part.isEmpty()) {
                    throw UserError.badInput("%s has no text number %d: it has %d, counted from 0.", file, number, i);
                }
                if (i == number) {
                    return bytes(file, part.get());
                }
            }
        } catch (IOException e) {
            throw DataFile.unreadable(file, e);
        }
    }

    private static byte[] bytes(Path file, TextPart part) throws IOException {
        if (part instanceof Text text) {
            return text.bytes().readAllBytes();
        }
        List<Document> documents = ((TextPart.Chat) part).documents();
        Check.that(!documents.isEmpty(), "%s: nothing of this conversation is supervised. Choose another by its number.", file);
        return documents.get(0).bytes();
    }
}
