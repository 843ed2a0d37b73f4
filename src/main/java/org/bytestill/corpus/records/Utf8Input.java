package org.bytestill.corpus.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytestill.problem.UserError;

/**
 * The bytes of a text file, without a byte order mark. It remembers the first byte that is no UTF-8, since readers read ahead: they ask
 * {@link #requireValidTo} when a record is complete.
 */
public final class Utf8Input extends InputStream {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final DataFile.Content in;
    private final Path file;
    private final Utf8Check check = new Utf8Check();
    private final byte[] head;
    private int headRead;
    private long judged;
    private long invalidLine = 1;
    private boolean isJudged;

    /** @throws UserError if the file begins as UTF-16 or UTF-32 does */
    public Utf8Input(DataFile file) throws IOException {
        this(file, true);
    }

    /** @param isJudged false where the reader looks for invalid bytes itself */
    Utf8Input(DataFile file, boolean isJudged) throws IOException {
        this.isJudged = isJudged;
        this.file = file.path();
        this.in = file.open();
        try {
            byte[] first = in.readNBytes(BYTE_ORDER_MARK.length);
            requireNoUtf16(first);
            this.head = first;
            this.headRead = Arrays.equals(first, BYTE_ORDER_MARK) ? first.length : 0;
            this.judged = headRead;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private void requireNoUtf16(byte[] first) {
        if (first.length >= 2
                && (first[0] == (byte) 0xFF && first[1] == (byte) 0xFE || first[0] == (byte) 0xFE && first[1] == (byte) 0xFF)) {
            throw UserError.badInput("%s is UTF-16 (it begins with %02X %02X). Save it as UTF-8.", file, first[0], first[1]);
        }
    }

    /** Bytes of the byte order mark: 3, or 0 if there is none. */
    public int skipped() {
        return Arrays.equals(head, BYTE_ORDER_MARK) ? head.length : 0;
    }

    @Override
    public int read() throws IOException {
        return Streams.readOne(this);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        if (headRead < head.length) {
            count = Math.min(length, head.length - headRead);
            System.arraycopy(head, headRead, into, offset, count);
            headRead += count;
        } else {
            count = in.read(into, offset, length);
        }
        judge(into, offset, count);
        return count;
    }

    private void judge(byte[] bytes, int offset, int count) {
        if (!isJudged) {
            return;
        }
        if (count < 0) {
            check.end();
        } else {
            check.add(bytes, offset, count);
        }
        long valid = check.invalidAt() < 0 ? Math.max(0, count) : Math.max(0, Math.min(count, check.invalidAt() + skipped() - judged));
        for (int i = offset; i < offset + valid; i++) {
            invalidLine += bytes[i] == '\n' ? 1 : 0;
        }
        judged += Math.max(0, count);
        isJudged = count >= 0 && check.invalidAt() < 0;
    }

    /** Ends the reading here. A character that is cut in two by it is the file's fault only if the file ends here too. */
    public void endIfFileEnds() throws IOException {
        if (in.read() < 0) {
            judge(new byte[0], 0, -1);
        }
        isJudged = false;
    }

    /** Offset in the file of the first byte that is no UTF-8; -1 if none was found so far. */
    public long invalidAt() {
        return check.invalidAt() < 0 ? -1 : check.invalidAt() + skipped();
    }

    /** That byte, 0 to 255. */
    public int invalidByte() {
        return check.invalidByte();
    }

    /**
     * Throws a {@link UserError} with line and offset if a byte before the offset is no UTF-8.
     *
     * @param offset from the beginning of the file, byte order mark included
     */
    public void requireValidTo(long offset) {
        if (invalidAt() >= 0 && invalidAt() < offset) {
            throw invalid(file, "line " + invalidLine, invalidAt(), invalidByte());
        }
    }

    /** As {@link #requireValidTo}, of all that was read. */
    public void requireValid() {
        requireValidTo(Long.MAX_VALUE);
    }

    static UserError invalid(Path file, String place, long offset, int value) {
        return UserError
                .badInput("%s, %s, byte offset %d: not UTF-8, the byte %02X has no place there. Save the file as UTF-8; a row that is"
                        + " damaged can be left out.", file, place, offset, value);
    }

    /** Share of the file that was read so far, 0 to 1. */
    public double fraction() {
        return in.fraction();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
