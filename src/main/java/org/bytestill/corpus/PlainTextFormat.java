package org.bytestill.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plain text: the whole file is one text; its bytes are kept as they are, valid UTF-8 or not. */
final class PlainTextFormat implements TextFormat {
    @Override
    public String name() {
        return "plain text";
    }

    @Override
    public List<String> endings() {
        return List.of("txt", "md", "text");
    }

    @Override
    public TextReader open(TextFile file, long atMost) throws IOException {
        return new Reader(file, !file.endsIn(endings()), new Beginning(file.open(), atMost));
    }

    private static final class Reader implements TextReader {
        private final TextFile file;
        private final boolean isGuessed;
        private final Beginning bytes;
        private boolean given;

        Reader(TextFile file, boolean isGuessed, Beginning bytes) {
            this.file = file;
            this.isGuessed = isGuessed;
            this.bytes = bytes;
        }

        @Override
        public Optional<Text> next() {
            Optional<Text> text = given ? Optional.empty() : Optional.of(new Text(bytes, 0));
            given = true;
            return text;
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (bytes.check.invalidAt() >= 0) {
                notes.add(file.path() + " is not UTF-8: the first odd byte is 0x" + String.format("%02X", bytes.check.invalidByte())
                        + " at offset " + bytes.check.invalidAt() + ". Bytes are kept as they are.");
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
    }

    /** The first bytes of a stream, and a few more so that the last of them can end a character. */
    private static final class Beginning extends InputStream {
        private final InputStream in;
        private final Utf8Check check = new Utf8Check();
        private long left;

        Beginning(InputStream in, long atMost) {
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
            if (count >= 0) {
                check.add(into, offset, count);
                left -= count;
            }
            // A character cut in two where the reading ends is the file's fault only if the file ends there.
            if (count < 0 && left > 0 || count > 0 && left == 0 && in.read() < 0) {
                check.end();
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
