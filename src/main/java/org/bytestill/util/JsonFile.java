package org.bytestill.util;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.problem.UserError;

/** Reader of JSON files; a syntax error is reported with line and column. */
public final class JsonFile {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonFile() {}

    public static JsonNode read(Path file) {
        try {
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    public static JsonNode parse(Path file, byte[] content) {
        JsonNode json;
        try {
            json = MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw UserError.corruptFile("%s is not valid JSON at line %d, column %d: %s. Copy it again from where it came.",
                    file, place == null ? 0 : place.getLineNr(), place == null ? 0 : place.getColumnNr(),
                    e.getOriginalMessage()).causedBy(e);
        } catch (IOException e) {
            throw UserError.corruptFile("%s cannot be read as JSON: %s.", file, e.getMessage()).causedBy(e);
        }
        if (!json.isObject()) {
            throw UserError.corruptFile("%s does not hold a JSON object. Copy it again from where it came.", file);
        }
        return json;
    }

    /** The object in the file, or an empty one if there is no such file. */
    public static JsonNode readIfPresent(Path file) {
        return Files.exists(file) ? read(file) : MAPPER.createObjectNode();
    }
}
