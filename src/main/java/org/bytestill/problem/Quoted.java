package org.bytestill.problem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text of a stranger's file as a message quotes it: at most {@value #MOST} characters, on one line, without control characters. A message
 * of megabytes hides what is wrong, and an escape sequence would be obeyed by the terminal.
 */
public final class Quoted {
    public static final int MOST = 200;
    /** Longer than any sentence of the program itself: what is longer holds somebody else's text. */
    private static final int LONGEST_SENTENCE = 2000;

    private Quoted() {}

    /** The text, shortened, with control characters written as escapes. */
    public static String of(String text) {
        return shortened(text, MOST, false);
    }

    /** A JSON value as the file writes it, shortened. */
    public static String of(JsonNode value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return of(written.toString());
    }

    /** Writes a value as far as it is shown, however large it is. */
    private static void write(JsonNode value, StringBuilder written) {
        if (value.isTextual()) {
            written.append('"').append(of(value.textValue())).append('"');
        } else if (value.isArray()) {
            written.append('[');
            value.forEach(item -> writeNext(item, "", written));
            written.append(']');
        } else if (value.isObject()) {
            written.append('{');
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                writeNext(field.getValue(), '"' + of(field.getKey()) + "\":", written);
            }
            written.append('}');
        } else {
            written.append(value.asText());
        }
    }

    private static void writeNext(JsonNode value, String name, StringBuilder written) {
        if (written.length() <= MOST) {
            written.append(written.charAt(written.length() - 1) == '[' || written.charAt(written.length() - 1) == '{' ? "" : ",")
                    .append(name);
            write(value, written);
        }
    }

    /** The arguments of a message: JSON values are strangers' text, and so is what is longer than any sentence of our own. */
    static @Nullable Object[] arguments(@Nullable Object[] arguments) {
        @Nullable
        Object[] quoted = arguments.clone();
        for (int i = 0; i < quoted.length; i++) {
            if (quoted[i] instanceof JsonNode value) {
                quoted[i] = of(value);
            } else if (quoted[i] instanceof Collection<?> list) {
                quoted[i] = of(list.toString());
            } else if (quoted[i] instanceof String text) {
                quoted[i] = shortened(text, LONGEST_SENTENCE, true);
            }
        }
        return quoted;
    }

    private static String shortened(String text, int most, boolean keepsLines) {
        int end = text.length() <= most ? text.length() : most - (Character.isHighSurrogate(text.charAt(most - 1)) ? 1 : 0);
        StringBuilder shown = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char character = text.charAt(i);
            boolean isKept = !Character.isISOControl(character) || keepsLines && (character == '\n' || character == '\t');
            shown.append(isKept ? String.valueOf(character) : String.format(Locale.ROOT, "\\u%04x", (int) character));
        }
        return end == text.length() ? shown.toString() : shown.append('…').toString();
    }
}
