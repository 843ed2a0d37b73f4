package org.bytestill.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.problem.UserError;

/** JSON Lines: one object a line, with its text in the field {@code text}. Blank lines and empty texts are skipped. */
final class JsonLinesFormat implements TextFormat {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "JSON Lines with a field \"text\"";
    }

    @Override
    public List<String> endings() {
        return List.of("jsonl");
    }

    @Override
    public TextReader open(TextFile file, long atMost) throws IOException {
        return new Reader(file, file.open());
    }

    private static final class Reader implements TextReader {
        private final TextFile file;
        private final InputStream in;
        private final LineReader lines;
        private boolean found;

        Reader(TextFile file, InputStream in) {
            this.file = file;
            this.in = in;
            this.lines = new LineReader(in);
        }

        @Override
        public Optional<Text> next() throws IOException {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                byte[] text = text(new String(line, StandardCharsets.UTF_8).strip());
                if (text.length > 0) {
                    found = true;
                    return Optional.of(Text.of(text, lines.offset()));
                }
            }
            if (!found) {
                throw UserError.badInput("%s holds no text in its %d lines. Each line is an object such as {\"text\": \"...\"}.",
                        file.path(),
                        lines.number());
            }
            return Optional.empty();
        }

        private byte[] text(String line) {
            if (line.isEmpty()) {
                return new byte[0];
            }
            JsonNode object = object(line);
            JsonNode text = object.get("text");
            if (text == null || !text.isTextual()) {
                String what = !object.isObject() ? kind(object) : text == null ? "no such field" : kind(text) + " in it";
                throw UserError.badInput("%s, line %d: expected is an object with a text in the field \"text\"; found is: %s.", file.path(),
                        lines.number(), what);
            }
            return text.textValue().getBytes(StandardCharsets.UTF_8);
        }

        private JsonNode object(String line) {
            try {
                return JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw UserError.badInput("%s, line %d: not valid JSON (%s).", file.path(), lines.number(), e.getOriginalMessage());
            }
        }

        private static String kind(JsonNode node) {
            return node.getNodeType().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
