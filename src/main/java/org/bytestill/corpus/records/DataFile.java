package org.bytestill.corpus.records;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.problem.UserError;

/** A file of data that exists, holds something, and is what its name says. */
public final class DataFile {
    private final Path path;
    private final Compression compression;
    private final String ending;

    private DataFile(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        this.path = path;
        this.compression = Compression.of(name);
        this.ending = endingOf(name);
    }

    /** The ending that tells the format: lower case, without the dot and without that of the compression. */
    static String endingOf(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        Compression compression = Compression.of(name);
        String inner = compression == Compression.NONE ? name : name.substring(0, name.length() - compression.ending().length() - 1);
        return inner.substring(inner.lastIndexOf('.') + 1);
    }

    /** @throws UserError if there is no such file, it is a folder, it is empty, may not be read, or is something else than its name says */
    public static DataFile at(Path path) {
        if (Files.isDirectory(path)) {
            throw UserError.badInput("%s is a folder. Name a file in it.", path);
        }
        if (!Files.exists(path)) {
            throw UserError.badInput("%s: no such text file. Relative paths are meant from the folder of run.yaml, on the command line from"
                    + " the current folder.", path);
        }
        if (!Files.isRegularFile(path)) {
            throw UserError.badInput("%s is a pipe or a device; a run reads its text more than once. Save the text in a file.", path);
        }
        try {
            if (Files.size(path) == 0) {
                throw UserError.badInput("%s is empty. Name a file that holds text.", path);
            }
            DataFile file = new DataFile(path);
            ForeignContent.refuse(file);
            return file;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    public static UserError unreadable(Path path, IOException cause) {
        return UserError.badInput("%s cannot be read (%s). Check that you may read it.", path, cause.getMessage()).causedBy(cause);
    }

    /** The file, as it was named: for messages. */
    public Path path() {
        return path;
    }

    public Compression compression() {
        return compression;
    }

    /** The ending that tells the format: lower case, without the dot and without that of the compression. */
    public String ending() {
        return ending;
    }

    /** Whether the name ends in one of these, given in lower case and without the dot. */
    public boolean endsIn(List<String> endings) {
        return endings.contains(ending);
    }

    /** The bytes without compression, from the beginning; the caller closes them. */
    public Content open() throws IOException {
        Counted counted = new Counted(Files.newInputStream(path));
        try {
            return new Content(compression.open(counted, path), counted, Math.max(1, Files.size(path)));
        } catch (IOException | RuntimeException e) {
            counted.close();
            throw e;
        }
    }

    /** The content of a file, and how much of the file was read for it. */
    public static final class Content extends FilterInputStream {
        private final Counted counted;
        private final long size;

        Content(InputStream in, Counted counted, long size) {
            super(in);
            this.counted = counted;
            this.size = size;
        }

        /** Share of the file that was read so far, 0 to 1. */
        public double fraction() {
            return Math.min(1, (double) counted.read / size);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return Streams.readOne(this);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
