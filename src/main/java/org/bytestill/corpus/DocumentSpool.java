package org.bytestill.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Collects documents in memory, and beyond a limit in a temporary file, from which they are read when they are asked for: a training text
 * may be larger than memory. The order of training is a function of the seed and of the place in it, so a run resumes at any place of such
 * a text as of one in memory.
 */
final class DocumentSpool {
    /** Documents that are held in memory, in bytes of their own and their counterparts' text. */
    static final long IN_MEMORY_BYTES = 512L << 20;

    private final long inMemoryBytes;
    private final List<Document> held = new ArrayList<>();
    private long heldBytes;
    private @Nullable FileChannel file;
    private long[] ends = new long[1024];
    private int spooled;

    DocumentSpool(long inMemoryBytes) {
        this.inMemoryBytes = inMemoryBytes;
    }

    /** Throws UserError if the temporary file cannot be written. */
    void add(Document document) {
        heldBytes += DocumentBytes.size(document);
        if (file == null && heldBytes <= inMemoryBytes) {
            held.add(document);
            return;
        }
        try {
            if (file == null) {
                file = open();
                for (Document before : held) {
                    write(before);
                }
                held.clear();
            }
            write(document);
        } catch (IOException e) {
            throw UserError.disk("The text is larger than %,d MB and cannot be kept in a temporary file (%s). Free space in %s, or limit"
                    + " text.max_train_bytes.", inMemoryBytes >> 20, e.getMessage(), System.getProperty("java.io.tmpdir")).causedBy(e);
        }
    }

    boolean isEmpty() {
        return held.isEmpty() && spooled == 0;
    }

    /** All documents, in the order in which they were added. */
    List<Document> documents() {
        FileChannel channel = file;
        return channel == null ? List.copyOf(held) : new OnDemandList<>(spooled, number -> read(channel, number));
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("bytestill-documents-", ".bin"); // readable by its owner alone
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        // Where an open file may be deleted it is gone with the process, however that ends.
        path.toFile().delete();
        return channel;
    }

    private void write(Document document) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(DocumentBytes.of(document));
        long end = (spooled == 0 ? 0 : ends[spooled - 1]) + bytes.remaining();
        while (bytes.hasRemaining()) {
            file.write(bytes, end - bytes.remaining());
        }
        ends = spooled == ends.length ? Arrays.copyOf(ends, 2 * spooled) : ends;
        ends[spooled++] = end;
    }

    private Document read(FileChannel channel, int number) {
        long start = number == 0 ? 0 : ends[number - 1];
        ByteBuffer bytes = ByteBuffer.allocate((int) (ends[number] - start));
        try {
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
                // until all of it is there
            }
            return DocumentBytes.document(bytes.array());
        } catch (IOException e) {
            throw UserError.disk("The temporary file of the text cannot be read (%s). Start again.", e.getMessage()).causedBy(e);
        }
    }
}
