package org.bytestill.text.python;

import java.util.Locale;

/** The value of a text in quotes: escapes as Python reads them, in the ASCII form of the text. */
public final class TextLiteral {
    private final String ascii;
    private final StringBuilder value = new StringBuilder();
    private int at;

    private TextLiteral(String ascii) {
        this.ascii = ascii;
    }

    /** @param quoted what stands between the quotes */
    public static String value(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        StringBuilder ascii = new StringBuilder();
        // A backslash before a character that is not ASCII escapes the backslash of that character's own escape.
        quoted.codePoints().forEach(point -> ascii.append(point < 0x80 ? Character.toString(point)
                : String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point)));
        TextLiteral literal = new TextLiteral(ascii.toString());
        literal.read();
        return literal.value.toString();
    }

    private void read() {
        while (at < ascii.length()) {
            char c = ascii.charAt(at++);
            if (c != '\\') {
                value.append(c);
            } else if (at == ascii.length()) {
                throw syntax("\\ at end of string");
            } else {
                escape(ascii.charAt(at++));
            }
        }
    }

    private static Fault syntax(String message) {
        return new Fault(Fault.Kind.SYNTAX, message);
    }

    private void escape(char c) {
        switch (c) {
            case '\n' -> value.append("");
            case '\\', '\'', '"' -> value.append(c);
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000B');
            case 'x' -> character(hex(2, "truncated \\xXX escape"));
            case 'u' -> character(hex(4, "truncated \\uXXXX escape"));
            case 'U' -> character(hex(8, "truncated \\UXXXXXXXX escape"));
            case 'N' -> named();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> value.append('\\').append(c);
        }
    }

    private long hex(int digits, String message) {
        if (at + digits > ascii.length() || !ascii.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
            throw syntax(message);
        }
        at += digits;
        return Long.parseLong(ascii.substring(at - digits, at), 16);
    }

    private void octal() {
        int end = at;
        while (end < ascii.length() && end < at + 2 && ascii.charAt(end) >= '0' && ascii.charAt(end) <= '7') {
            end++;
        }
        value.append((char) Integer.parseInt(ascii.substring(at - 1, end), 8));
        at = end;
    }

    private void named() {
        int end = ascii.indexOf('}', at);
        if (end < 0 || ascii.charAt(at) != '{') {
            throw syntax("malformed \\N character escape");
        }
        try {
            value.appendCodePoint(Character.codePointOf(ascii.substring(at + 1, end)));
        } catch (IllegalArgumentException e) {
            throw syntax("unknown Unicode character name");
        }
        at = end + 1;
    }

    private void character(long point) {
        if (point > Character.MAX_CODE_POINT) {
            throw syntax("illegal Unicode character");
        }
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw Fault.unsupported("half of a surrogate pair in a text is not supported");
        }
        value.appendCodePoint((int) point);
    }
}
