package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python reads it: {@code NaN} and {@code Infinity} are numbers, integers have any size, of a key that stands twice the last value
 * counts, a string may hold half a surrogate pair.
 */
public final class Json {
    private static final int LONGEST_NUMBER = 4300;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).maxNumberLength(LONGEST_NUMBER).build())
            .build();

    private Json() {}

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** The one value that the bytes hold. Throws {@link JsonProcessingException} if they are not JSON. */
    static @Nullable Object read(byte[] bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return whole(parser);
        } catch (CharConversionException e) {
            throw new NoText(e);
        }
    }

    /** Bytes that the parser takes for UTF-16 or UTF-32, as their first ones are 0, and that are not. */
    private static final class NoText extends JsonProcessingException {
        NoText(CharConversionException cause) {
            super("its beginning is no text", cause);
        }
    }

    /** The one value that the text holds. Throws {@link JsonProcessingException} if it is not JSON. */
    public static @Nullable Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return whole(parser);
        }
    }

    private static @Nullable Object whole(JsonParser parser) throws IOException {
        parser.nextToken();
        Object value = value(parser);
        if (parser.nextToken() != null) {
            throw new Surplus(parser);
        }
        return value;
    }

    /** Something behind the value. */
    private static final class Surplus extends JsonProcessingException {
        Surplus(JsonParser parser) {
            super("behind the value stands more", parser.currentTokenLocation());
        }
    }

    /** The value whose first token the parser is at; afterwards the parser is at its last. */
    static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Missing(parser);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? parser.getBigIntegerValue()
                    : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Missing(parser);
        };
    }

    /** A value that is not there. */
    private static final class Missing extends JsonProcessingException {
        Missing(JsonParser parser) {
            super("a value is missing", parser.currentLocation());
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.put(name, value(parser));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return Collections.unmodifiableList(array);
    }

    /** What kind of value it is, as a noun with its article. */
    public static String kind(@Nullable Object value) {
        return value == null ? "null"
                : value instanceof String ? "a text"
                        : value instanceof Boolean ? "true or false"
                                : value instanceof Number ? "a number"
                                        : value instanceof List ? "a list" : value instanceof OtherValue other ? other.kind() : "an object";
    }

    /** The parser's own words, without the place, which it names in its own way. */
    public static String cause(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.lines().findFirst().orElse("").replaceAll("\\(start marker at .*|: was expecting .*|: expected a valid value .*", "")
                .strip();
    }
}
