package org.bytestill.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;

/** One text of a file, whole. */
public final class OneText {
    private OneText() {}

    /**
     * @param number which of its texts, from 0; a plain text file has one
     * @throws UserError if the file is missing, empty or malformed, or has fewer texts
     */
    public static byte[] of(Path file, Mapping mapping, int number) {
        Check.that(number >= 0, "Text number %d was asked for; they are counted from 0.", number);
        try (TextReader reader = TextFormats.open(DataFile.at(file), mapping, Long.MAX_VALUE)) {
            for (int i = 0;; i++) {
                Optional<Text> text = reader.next();
                if (text.isEmpty()) {
                    throw UserError.badInput("%s has no text number %d: it has %d, counted from 0.", file, number, i);
                }
                if (i == number) {
                    return text.get().bytes().readAllBytes();
                }
            }
        } catch (IOException e) {
            throw DataFile.unreadable(file, e);
        }
    }
}
