package org.bytestill.engine.preview;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.bytestill.text.Utf8;

/** Bytes as people can see them in a line: signs for blanks, line ends and controls, hex digits where they are no whole characters. */
public final class Visible {
    private static final int FIRST_EMOJI = 0x1F300;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private Visible() {}

    /** A part of a text. */
    public static String of(byte[] text, int start, int end) {
        StringBuilder visible = new StringBuilder();
        int at = start;
        while (at < end) {
            int valid = Utf8.validEnd(text, at, end);
            new String(text, at, valid - at, StandardCharsets.UTF_8).codePoints()
                    .forEach(character -> visible.append(sign(character)));
            int next = valid;
            while (next < end && Utf8.characterLength(text, next, end) == 0) {
                next++;
            }
            if (next > valid) {
                visible.append('‹').append(HEX.formatHex(text, valid, next)).append('›');
            }
            at = next;
        }
        return visible.toString();
    }

    private static String sign(int character) {
        return switch (character) {
            case ' ' -> "·";
            case '\n' -> "↵";
            case '\t' -> "⇥";
            case '\r' -> "␍";
            default -> isUnseen(character) ? String.format(Locale.ROOT, "‹U+%04X›", character) : Character.toString(character);
        };
    }

    /** Controls, other blanks, and marks that change the direction or are not seen. */
    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            case Character.FORMAT -> character != 0x200D;
            default -> false;
        };
    }

    /** Columns that a text takes where letters are equally wide: none for marks above a letter, two for East Asian letters and pictures. */
    public static int columns(String text) {
        return text.codePoints().map(Visible::columns).sum();
    }

    private static int columns(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return character >= FIRST_EMOJI || isWide(Character.UnicodeScript.of(character)) ? 2 : 1;
    }

    private static boolean isWide(Character.UnicodeScript script) {
        return script == Character.UnicodeScript.HAN || script == Character.UnicodeScript.HANGUL
                || script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }
}
