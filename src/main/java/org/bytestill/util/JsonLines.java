package org.bytestill.util;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytestill.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An append-only JSON Lines file, one object per line; a damaged line affects no other. For one thread. */
public final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

    /** Longer than what this program writes. */
    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;
    private long readBytes;
    /** True inside of a line that is too long. */
    private boolean skipsLine;

    public JsonLines(Path file) {
        this.file = file;
    }

    public void append(JsonNode object) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            // If the file ends with half a line, start a new one.
            String text = (size > 0 && !endsLine(channel, size) ? "\n" : "") + object + "\n";
            channel.position(size);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            readBytes = channel.position();
        } catch (IOException e) {
            throw AtomicFile.unwritten(file, e);
        }
    }

    private static boolean endsLine(FileChannel channel, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }

    /**
     * Reads the complete lines that were added since the last call of this method or {@link #append}. A line that is no JSON object, or
     * that the reader refuses, is skipped, counted and logged.
     *
     * @param reader throws IllegalArgumentException for an object with wrong fields
     */
    public void readNew(Consumer<JsonNode> reader) {
        readNew((bytes, start, end) -> false, reader);
    }

    /** Takes the bytes of a line at once if it knows its form, and says so. */
    @FunctionalInterface
    public interface KnownLine {
        /** True if the line is taken; the bytes are used again afterwards. */
        boolean take(byte[] bytes, int start, int end);
    }

    /** As {@link #readNew(Consumer)}, for the lines that {@code known} does not take. */
    public void readNew(KnownLine known, Consumer<JsonNode> reader) {
        if (!Files.exists(file)) {
            return;
        }
        List<String> faults = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer added = ByteBuffer.allocate((int) Math.max(0, Math.min(channel.size() - readBytes, LONGEST_LINE)));
            boolean hasMore = added.hasRemaining();
            while (hasMore) {
                fill(added.clear(), channel);
                hasMore = take(added.flip(), known, reader, faults);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
        if (!faults.isEmpty()) {
            LOG.warn("{}: {} {} left out, the first {}", file, faults.size(), faults.size() == 1 ? "damaged line is" : "damaged lines are",
                    faults.get(0));
        }
    }

    private void fill(ByteBuffer added, FileChannel channel) throws IOException {
        while (added.hasRemaining() && channel.read(added, readBytes + added.position()) >= 0) {
            // A read may return fewer bytes than asked for.
        }
    }

    /** Takes the complete lines of what was read; true if more may follow. */
    private boolean take(ByteBuffer added, KnownLine known, Consumer<JsonNode> reader, List<String> faults) {
        byte[] bytes = added.array();
        int limit = added.limit();
        int start = 0;
        for (int i = 0; i < limit; i++) {
            if (bytes[i] == '\n') {
                if (skipsLine || !known.take(bytes, start, i)) {
                    long offset = readBytes + start;
                    String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                    (skipsLine ? Optional.of("it is too long") : fault(line, reader)).map(fault -> "at byte " + offset + ": " + fault)
                            .ifPresent(faults::add);
                }
                skipsLine = false;
                start = i + 1;
            }
        }
        boolean isFull = added.limit() == added.capacity() && added.limit() > 0;
        if (start == 0 && added.limit() == LONGEST_LINE) {
            skipsLine = true;
            start = added.limit();
        }
        readBytes += start;
        return isFull && start > 0;
    }

    /** Parses a line; returns what is wrong with it, if anything. Empty and half-written lines are skipped without a fault. */
    private static Optional<String> fault(String line, Consumer<JsonNode> reader) {
        try {
            JsonNode object = JSON.readTree(line);
            if (object.isObject()) {
                reader.accept(object);
            }
            return object.isObject() || line.isBlank() ? Optional.empty() : Optional.of("it is no JSON object");
        } catch (JsonEOFException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(JsonFile.reason(e));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
