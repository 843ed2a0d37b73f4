package org.bytestill.ui.inspector.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.ui.inspector.draw.TextCells;

/**
 * Bytes in a text box: valid UTF-8 as it reads; bytes that are not, and controls a text box would swallow, as
 * {@code \xC3}. A backslash that would be mistaken for such an escape is itself written {@code \x5C}, so every byte string
 * comes back as it was.
 */
public final class ByteText {
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-Fa-f]{2})");

    private ByteText() {}

    public static String show(byte[] bytes) {
        boolean ambiguous = new String(bytes, StandardCharsets.ISO_8859_1).contains("\\x");
        StringBuilder text = new StringBuilder();
        for (TextCells.Cell cell : TextCells.of(bytes).cells()) {
            boolean asIs = cell.isValid() && cell.text().chars().allMatch(c -> isTypable(c)) && !(ambiguous && cell.text().equals("\\"));
            if (asIs) {
                text.append(cell.text());
            } else if (cell.text().equals("\r\n")) {
                text.append("\\x0D\n"); // a line stays a line
            } else {
                for (int at = cell.start(); at < cell.end(); at++) {
                    text.append(String.format("\\x%02X", bytes[at] & 0xFF));
                }
            }
        }
        return text.toString();
    }

    /** Typed or pasted text with what the box would drop as escapes; of a carriage return and its line feed the line feed stays one. */
    public static String typable(String text) {
        if (text.chars().allMatch(ByteText::isTypable)) {
            return text;
        }
        StringBuilder typable = new StringBuilder();
        text.chars().forEach(c -> typable.append(isTypable(c) ? String.valueOf((char) c) : String.format("\\x%02X", c)));
        return typable.toString();
    }

    /** False for characters that a JavaFX text box drops without a word. */
    private static boolean isTypable(int character) {
        return character == '\n' || character == '\t' || character >= ' ' && character != 0x7F;
    }

    public static byte[] read(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(text);
        int at = 0;
        while (escape.find()) {
            bytes.writeBytes(text.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(escape.group(1), 16));
            at = escape.end();
        }
        bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
