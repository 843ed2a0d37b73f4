package org.bytestill.util;

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
import org.bytestill.problem.UserError;

/** A file of one JSON object a line that only grows; a line that a killed process left half written is skipped. For one thread. */
public final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private long readBytes;

    public JsonLines(Path file) {
        this.file = file;
    }

    public void append(JsonNode object) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            // Half a line must not be glued to this one.
            String text = (size > 0 && !endsLine(channel, size) ? "\n" : "") + object + "\n";
            channel.position(size);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            readBytes = channel.position();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space, then resume the run.", file, e.getMessage()).causedBy(e);
        }
    }

    private static boolean endsLine(FileChannel channel, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }

    /** The whole lines that were added since the last reading or appending. */
    public List<JsonNode> readNew() {
        List<JsonNode> objects = new ArrayList<>();
        if (!Files.exists(file)) {
            return objects;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer added = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - readBytes)));
            channel.position(readBytes);
            while (added.hasRemaining() && channel.read(added) >= 0) {
                // A read may return fewer bytes than asked for.
            }
            int end = added.position();
            while (end > 0 && added.get(end - 1) != '\n') {
                end--;
            }
            readBytes += end;
            new String(added.array(), 0, end, StandardCharsets.UTF_8).lines().forEach(line -> parse(line, objects));
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
        return objects;
    }

    private static void parse(String line, List<JsonNode> objects) {
        try {
            objects.add(JSON.readTree(line));
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(JsonLines.class).debug("A line that is not JSON is skipped: {}", line);
        }
    }
}
