package org.bytestill.util;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/**
 * Reader of JSON files of others; a syntax error is reported with line and column. Reads what Python's json writes, Infinity and NaN
 * included, and no file that nests or grows beyond any use.
 */
public final class JsonFile {
    /** Deeper than any model's file; parsers that walk in recursion end the process at some depth beyond. */
    private static final int DEEPEST = 100;
    /** The largest tokenizers have a tenth of it. */
    private static final long LARGEST_BYTES = 512L << 20;

    /** Reads and writes JSON as Python does. */
    public static final ObjectMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private JsonFile() {}

    /** @throws UserError if the file cannot be read or holds no JSON object */
    public static ObjectNode read(Path file) {
        return parse(file, bytes(file));
    }

    /** The content of a file that is no larger than a configuration or tokenizer can be. */
    public static byte[] bytes(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > LARGEST_BYTES) {
                throw UserError.corruptFile("%s has %d MB, more than any such file. Copy it again from where it came.", file,
                        bytes / 1_000_000);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    /** @throws UserError if the content is no JSON object */
    public static ObjectNode parse(Path file, byte[] content) {
        return parse(file, content, () -> MAPPER.readTree(content));
    }

    /**
     * Only one of the keys of an object; what the others hold is read and not kept.
     *
     * @throws UserError if the content is no JSON object
     */
    public static ObjectNode parse(Path file, byte[] content, String key) {
        return parse(file, content, () -> {
            ObjectNode only = MAPPER.createObjectNode();
            try (JsonParser parser = MAPPER.createParser(content)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return MissingNode.getInstance();
                }
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    if (name.equals(key)) {
                        only.set(key, MAPPER.readTree(parser));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            return only;
        });
    }

    /** Reads a tree. */
    @FunctionalInterface
    private interface TreeReader {
        JsonNode read() throws IOException;
    }

    private static ObjectNode parse(Path file, byte[] content, TreeReader reader) {
        try {
            if (reader.read() instanceof ObjectNode object) {
                return object;
            }
            throw foreign(file, content).orElseGet(() -> UserError.corruptFile(
                    "%s does not hold a JSON object. Copy it again from where it came.", file));
        } catch (StreamConstraintsException e) {
            throw UserError
                    .corruptFile("%s nests deeper than %d levels, or holds a longer text or number, than any such file. Copy it again"
                            + " from where it came.", file, DEEPEST)
                    .causedBy(e);
        } catch (JsonProcessingException e) {
            throw foreign(file, content).orElseGet(() -> invalid(file, e)).causedBy(e);
        } catch (IOException e) {
            throw UserError.corruptFile("%s cannot be read as JSON: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    private static Optional<UserError> foreign(Path file, byte[] content) {
        return ForeignFile.of(content).map(found -> UserError.corruptFile("%s " + found, file));
    }

    private static UserError invalid(Path file, JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return UserError.corruptFile("%s is not valid JSON at line %d, column %d: %s. Copy it again from where it came.", file,
                place == null ? 0 : place.getLineNr(), place == null ? 0 : place.getColumnNr(),
                reason(e));
    }

    /** What is wrong, without what the parser says of itself; shortened, as it quotes the file. */
    public static String reason(JsonProcessingException e) {
        String first = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return Quoted.of(first.replaceAll("\\('(.+?)' \\(code \\d+[^)]*\\)\\)", "'$1'")
                .replaceAll("(: maybe a | \\(start marker| \\(not recognized| \\(from `|; enable |: enable ).*", ""));
    }

    /** For files that other programs read, indented. */
    public static String pretty(JsonNode json) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always written", e);
        }
    }

    /** The object in the file, or an empty one if there is no such file. */
    public static ObjectNode readIfPresent(Path file) {
        return Files.exists(file) ? read(file) : MAPPER.createObjectNode();
    }
}
