package org.bytestill.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.problem.UserError;
import org.bytestill.text.Utf8;

/** One file of text: plain text, whose bytes are kept as they are, or JSON Lines, a text a line. */
final class TextFile {
    private static final long LARGEST = Integer.MAX_VALUE - 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<String> notes = new ArrayList<>();

    TextFile(Path file) {
        this.file = file;
    }

    /** A text of the file and where it begins, in bytes. */
    record Passage(byte[] text, long offset) {}

    /** What a user should know of the file; known after reading. */
    List<String> notes() {
        return notes;
    }

    /**
     * The texts of the file.
     *
     * @param atMost bytes wanted; of a longer plain text only its beginning is read, with a few bytes more to end a character
     * @throws UserError if the file is missing, empty, no file, or not what its name says
     */
    List<Passage> read(long atMost) {
        // First of all: a root, such as /, has no name whose ending could be read.
        requireFile();
        if (extension().equals("jsonl")) {
            return jsonLines(content(Long.MAX_VALUE));
        }
        byte[] content = content(atMost > LARGEST ? Long.MAX_VALUE : atMost + 3);
        int invalid = Utf8.validEnd(content, 0, content.length);
        // A character cut in two where the reading ended is not the file's fault.
        if (invalid < content.length && (content.length == size() || invalid < content.length - 3)) {
            notes.add(file + " is not UTF-8: the first odd byte is 0x" + String.format("%02X", content[invalid]) + " at offset " + invalid
                    + ". Bytes are kept as they are.");
        }
        if (!List.of("txt", "md", "text").contains(extension())) {
            notes.add(file + " is read as plain text.");
        }
        return List.of(new Passage(content, 0));
    }

    private void requireFile() {
        if (Files.isDirectory(file)) {
            throw UserError.badInput("%s is a folder; name the text files in it.", file);
        }
        if (!Files.exists(file)) {
            throw UserError.badInput("%s: no such text file. Relative paths are meant from the folder of run.yaml, on the command line from the "
                    + "current folder.", file);
        }
    }

    private byte[] content(long atMost) {
        long wanted = Math.min(size(), atMost);
        if (wanted > LARGEST) {
            throw UserError.badInput("%s is larger than 2 GiB. Split it into several files, or use less of it (text.max_train_bytes).", file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) wanted);
            if (content.length == 0) {
                throw UserError.badInput("%s is empty. Name a file that holds text.", file);
            }
            return content;
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Check that you may read it.", file, e.getMessage()).causedBy(e);
        }
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Check that you may read it.", file, e.getMessage()).causedBy(e);
        }
    }

    private List<Passage> jsonLines(byte[] content) {
        List<Passage> passages = new ArrayList<>();
        int lineNumber = 0;
        for (int start = 0; start < content.length;) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            lineNumber++;
            String line = new String(content, start, end - start, StandardCharsets.UTF_8).strip();
            if (!line.isEmpty()) {
                byte[] text = textOf(line, lineNumber);
                if (text.length > 0) {
                    passages.add(new Passage(text, start));
                }
            }
            start = end + 1;
        }
        if (passages.isEmpty()) {
            throw UserError.badInput("%s holds no text in its %d lines. Each line is an object such as {\"text\": \"...\"}.", file, lineNumber);
        }
        return passages;
    }

    private byte[] textOf(String line, int lineNumber) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw UserError.badInput("%s, line %d: not valid JSON (%s).", file, lineNumber, e.getOriginalMessage());
        }
        JsonNode text = object.get("text");
        if (text == null || !text.isTextual()) {
            String found = !object.isObject() ? kind(object) : text == null ? "no such field" : kind(text) + " in it";
            throw UserError.badInput("%s, line %d: expected is an object with a text in the field \"text\"; found is: %s.", file, lineNumber, found);
        }
        return text.textValue().getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private String extension() {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
