package org.bytestill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;

/**
 * A text that a command line names and that is no file: standard input ({@code -}), a pipe or a device. A text is read more than once, so
 * it is kept in a file until the program ends. It is plain text.
 */
final class PipedText {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final long MOST_BYTES = 1L << 30;

    private PipedText() {}

    /** The texts as files. */
    static List<Path> files(List<Path> texts) {
        return texts.stream().map(PipedText::file).toList();
    }

    /** The text as a file; what is no pipe is returned as it is. */
    static Path file(Path text) {
        boolean isPipe = text.equals(STANDARD_INPUT) || Files.exists(text) && !Files.isRegularFile(text) && !Files.isDirectory(text);
        return isPipe ? kept(text) : text;
    }

    private static Path kept(Path pipe) {
        String name = pipe.equals(STANDARD_INPUT) ? "standard input" : pipe.toString();
        try (InputStream in = pipe.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(pipe)) {
            Path file = Files.createTempFile("bytestill-text-", ".txt"); // readable by its owner alone
            file.toFile().deleteOnExit();
            long bytes = copy(in, file);
            if (bytes == 0) {
                throw UserError.badInput("No text came from %s. Name a file, or write the text there.", name);
            }
            if (bytes > MOST_BYTES) {
                throw UserError.badInput("More than %,d MB came from %s. Save such a text in a file.", MOST_BYTES / 1_000_000, name);
            }
            return file;
        } catch (IOException e) {
            throw UserError.disk("The text from %s cannot be kept in %s (%s). Save it in a file and name that.", name,
                    System.getProperty("java.io.tmpdir"), e.getMessage()).causedBy(e);
        }
    }

    private static long copy(InputStream in, Path file) throws IOException {
        byte[] piece = new byte[1 << 16];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(piece); read >= 0 && bytes <= MOST_BYTES; read = in.read(piece)) {
                out.write(piece, 0, read);
                bytes += read;
            }
        }
        return bytes;
    }
}
