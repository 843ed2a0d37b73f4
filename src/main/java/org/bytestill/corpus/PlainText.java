package org.bytestill.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.Utf8Input;

/**
 * The text of a plain text file, which may be larger than memory. Its bytes are kept as they are, valid UTF-8 or not; a byte order mark is
 * no part of it.
 */
final class PlainText implements TextReader {
    private final DataFile file;
    private final boolean isGuessed;
    private final Beginning bytes;
    private boolean given;

    /**
     * @param isGuessed whether the name does not say that it is text
     * @param atMost    bytes of text wanted: what lies beyond them, and the few more that end a character, is not read
     */
    PlainText(DataFile file, boolean isGuessed, long atMost) throws IOException {
        this.file = file;
        this.isGuessed = isGuessed;
        this.bytes = new Beginning(new Utf8Input(file), atMost);
    }

    @Override
    public Optional<TextPart> next() {
        Optional<TextPart> text = given ? Optional.empty() : Optional.of(new Text(bytes, "", bytes.in.skipped(), List.of()));
        given = true;
        return text;
    }

    @Override
    public double fraction() {
        return bytes.in.fraction();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (bytes.in.invalidAt() >= 0) {
            notes.add(file.path() + " is not UTF-8: the first odd byte is 0x" + String.format("%02X", bytes.in.invalidByte())
                    + " at offset " + bytes.in.invalidAt() + ". Bytes are kept as they are.");
        }
        if (isGuessed) {
            notes.add(file.path() + " is read as plain text.");
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** The first bytes of a stream, and a few more so that the last of them can end a character. */
    private static final class Beginning extends InputStream {
        private final Utf8Input in;
        private long left;

        Beginning(Utf8Input in, long atMost) {
            this.in = in;
            this.left = atMost > Long.MAX_VALUE - DocumentSplitter.LOOK_AHEAD ? Long.MAX_VALUE : atMost + DocumentSplitter.LOOK_AHEAD;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            if (count > 0 && left == 0) {
                in.endIfFileEnds();
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
