package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Utf8;

/** Documents of files that are held in memory as one array each: what reading them as streams has to give. */
final class WholeFileReading {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int documentBytes;
    private final List<Document> documents = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final long maxBytes;
    private long left;

    private WholeFileReading(int documentBytes, long maxBytes) {
        this.documentBytes = documentBytes;
        this.maxBytes = maxBytes;
        this.left = maxBytes == 0 ? Long.MAX_VALUE : maxBytes;
    }

    /** The corpus of valid files: {@code .txt}, {@code .jsonl} and others. */
    static Corpus of(List<Path> files, int documentBytes, long maxBytes) throws IOException {
        WholeFileReading reading = new WholeFileReading(documentBytes, maxBytes);
        for (Path file : files) {
            reading.read(file);
        }
        return new Corpus(reading.documents, Fingerprint.of(reading.documents), reading.notes);
    }

    private void read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (left <= 0) {
            notes.add(file + " is not used: the limit of " + maxBytes + " bytes is reached before it.");
        } else if (file.toString().endsWith(".jsonl")) {
            readLines(file, content);
        } else {
            readPlain(file, content);
        }
    }

    private void readPlain(Path file, byte[] whole) {
        // Of a text longer than what is wanted three bytes more are read, to end a character.
        byte[] content = left < whole.length - 3 ? Arrays.copyOf(whole, (int) left + 3) : whole;
        int invalid = Utf8.validEnd(content, 0, content.length);
        boolean isOdd = invalid < content.length && (content.length == whole.length || !mayGoOn(content, invalid));
        add(file, "", content, 0);
        if (isOdd) {
            notes.add(String.format("%s is not UTF-8: the first odd byte is 0x%02X at offset %d. Bytes are kept as they are.",
                    file, content[invalid], invalid));
        }
        if (!file.toString().endsWith(".txt")) {
            notes.add(file + " is read as plain text.");
        }
    }

    /** Whether further bytes may make a character of those from the place to the end. */
    private static boolean mayGoOn(byte[] content, int place) {
        for (int next : new int[] {0x80, 0x90, 0xA0}) {
            byte[] more = Arrays.copyOf(content, content.length + 3);
            Arrays.fill(more, content.length, more.length, (byte) 0x80);
            more[content.length] = (byte) next;
            if (Utf8.characterLength(more, place, more.length) > content.length - place) {
                return true;
            }
        }
        return false;
    }

    private void readLines(Path file, byte[] content) throws IOException {
        int start = 0;
        int number = 0;
        for (String line : new String(content, UTF_8).split("\n", -1)) {
            number++;
            String value = line.isBlank() ? "" : JSON.readTree(line).get("text").textValue();
            byte[] text = value.getBytes(UTF_8);
            if (text.length > 0 && left > 0) {
                add(file, ", line " + number, text, start);
            }
            start += line.getBytes(UTF_8).length + 1;
        }
    }

    private void add(Path file, String place, byte[] text, long offset) {
        int start = 0;
        boolean isCut = false;
        while (start < text.length && !isCut) {
            int whole = text.length - start <= documentBytes ? text.length : end(text, start, start + documentBytes);
            int last = whole - start <= left ? whole : end(text, start, start + (int) left);
            isCut = last < whole;
            if (last > start) {
                String id = place.isEmpty() ? file + "@" + (offset + start) : file + place + (start > 0 ? ", byte " + start : "");
                documents.add(new Document(id, Arrays.copyOfRange(text, start, last), file, offset + start));
                left -= last - start;
                start = last;
            }
        }
        left = isCut ? 0 : left;
    }

    private static int end(byte[] text, int start, int latest) {
        for (int end = latest; end > start + (latest - start) / 2; end--) {
            if (text[end - 1] == '\n') {
                return end;
            }
        }
        for (int end = latest; end > start; end--) {
            if (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\n') {
                return end;
            }
        }
        for (int character = latest - 1; character >= Math.max(0, latest - 3); character--) {
            if (character + Utf8.characterLength(text, character, text.length) > latest) {
                return character;
            }
        }
        return latest;
    }
}
