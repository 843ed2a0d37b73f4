package org.bytestill.corpus.records;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bytestill.problem.UserError;

/** How a file is compressed as a whole, told by the last ending of its name. */
public enum Compression {
    NONE(""), GZIP("gz"), ZSTD("zst");

    /** The largest window that a zstd frame may ask for: {@code zstd --long=31}. */
    private static final int ZSTD_WINDOW_LOG = 31;

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    /** The ending, without the dot. */
    public String ending() {
        return ending;
    }

    static Compression of(String name) {
        return Arrays.stream(values()).filter(kind -> kind != NONE && name.endsWith("." + kind.ending)).findFirst().orElse(NONE);
    }

    /**
     * The bytes without the compression. All members of a gzip file and all frames of a zstd file are read. A stream that ends early or
     * is damaged is a {@link UserError} when that place is reached.
     */
    InputStream open(InputStream in, Path file) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GzipStream(in, file);
            case ZSTD -> new Zstd(in, file);
        };
    }

    /** Zstandard, frame after frame. */
    private static final class Zstd extends InputStream {
        private final ZstdInputStream frames;
        private final Path file;
        private boolean isEmpty = true;

        Zstd(InputStream in, Path file) throws IOException {
            ZstdLibrary.load();
            this.frames = new ZstdInputStream(new BufferedInputStream(in, 1 << 16));
            this.file = file;
            frames.setLongMax(ZSTD_WINDOW_LOG);
        }

        @Override
        public int read() throws IOException {
            return Streams.readOne(this);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = frames.read(into, offset, length);
                isEmpty &= count <= 0;
                return count;
            } catch (ZstdIOException e) {
                throw damaged(file, "zstd", Optional.ofNullable(e.getMessage()).orElse("")).causedBy(e);
            }
        }

        @Override
        public void close() throws IOException {
            frames.close();
        }
    }

    static UserError damaged(Path file, String form, String cause) {
        return UserError.corruptFile(
                "%s is damaged or ends early: its %s stream cannot be read to the end (%s). Copy or download it again.",
                file, form, cause);
    }
}
