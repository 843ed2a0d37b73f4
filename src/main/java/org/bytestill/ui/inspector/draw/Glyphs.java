package org.bytestill.ui.inspector.draw;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.paint.Color;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/**
 * How characters and bytes are pictured: blanks as signs, controls in caret notation, what no font can draw as its code,
 * what is not UTF-8 as hex. Used on the JavaFX thread.
 */
public final class Glyphs {
    private static final int JOINER = 0x200D;
    private static final int DOTTED_CIRCLE = 0x25CC;
    /** No font has it, so it is drawn as the box of a missing glyph. */
    private static final int NO_CHARACTER = 0xFFFF;
    private static final double CODE_SIZE = 11;
    /** Of two figures in the room of one. */
    private static final double SMALL_SIZE = 9;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<Integer, Boolean> drawable = new HashMap<>();
    private String missing;

    /** Draws a character into the columns of its bytes. */
    public void drawCell(Painter pen, TextCells.Cell cell, byte firstByte, double x, double width, double middleY, double size,
            boolean chosen) {
        ThemeColor ink = chosen ? ThemeColor.ACCENT : ThemeColor.FG;
        double centerX = x + width / 2;
        if (!cell.isValid()) {
            pen.hatch(ThemeColor.GHOST, x + 2, middleY - 9, width - 4, 18, 4).box(ThemeColor.WARN, x + 1, middleY - 10, width - 2, 20, 1);
            pen.textOnPatch(hex(firstByte), centerX, middleY, Typeface.MONO, CODE_SIZE, ThemeColor.FG, Align.CENTER);
            return;
        }
        if (cell.end() - cell.start() > 1) {
            pen.fill(ThemeColor.INSET, x + 1, middleY - 10, width - 2, 20).box(ThemeColor.LINE_STRONG, x + 1, middleY - 10, width - 2, 20,
                    1);
        }
        if (cell.text().equals(" ")) {
            pen.text("␣", centerX, middleY, Typeface.UI, size, ThemeColor.FAINT, Align.CENTER);
        } else if (cell.text().equals("\n") || cell.text().equals("\r\n")) {
            pen.text("↵", centerX, middleY, Typeface.UI, size, ThemeColor.MUTED, Align.CENTER);
        } else if (cell.text().chars().allMatch(Character::isISOControl)) {
            pen.text(caret(cell.text()), centerX, middleY, Typeface.MONO, CODE_SIZE, ThemeColor.MUTED, Align.CENTER);
        } else if (canDraw(cell.text()) && measured(cell.text(), size) <= width) {
            boolean mark = Character.getType(cell.text().codePointAt(0)) == Character.NON_SPACING_MARK;
            pen.text(mark ? Character.toString(DOTTED_CIRCLE) + cell.text() : cell.text(), centerX, middleY, Typeface.MONO_MEDIUM, size,
                    ink,
                    Align.CENTER);
        } else {
            pen.text(fitting(cell.text(), width - 6), centerX, middleY, Typeface.MONO, CODE_SIZE, ink, Align.CENTER);
        }
        if (cell.rightToLeft()) {
            // The bytes run to the right; the arrow says that the script does not.
            pen.text("←", centerX, middleY - 15, Typeface.UI, CODE_SIZE, ThemeColor.FAINT, Align.CENTER);
        }
    }

    /** Draws a character without a frame, in the room of one byte: its code or hex where there is no picture for it. */
    public void drawPlain(Painter pen, TextCells.Cell cell, byte firstByte, double x, double width, double middleY, double size,
            Color ink) {
        String text = cell.text();
        boolean isBlank = text.equals(" ");
        String sign = !cell.isValid() ? hex(firstByte) : isBlank ? "␣" : text.equals("\n") || text.equals("\r\n") ? "↵"
                : text.chars().allMatch(Character::isISOControl) ? caret(text)
                        : canDraw(text) && measured(text, size) <= width + 2 ? text : fitting(text, width);
        Typeface face = isBlank || sign.equals("↵") ? Typeface.UI : Typeface.MONO_MEDIUM;
        boolean isLong = face.width(sign, size) > width && sign.length() > 1;
        Color shade = isBlank ? ink.deriveColor(0, 1, 1, 0.45) : ink;
        pen.text(sign, x + width / 2, middleY, face, isLong ? SMALL_SIZE : size, shade, Align.CENTER);
    }

    public static String hex(byte value) {
        return HEX.toHexDigits(value);
    }

    /** Control characters as ^@, ^I, ^?. */
    private static String caret(String controls) {
        return controls.codePoints().mapToObj(code -> code < 0x80 ? "^" + (char) (code ^ 0x40) : code(code)).collect(Collectors.joining());
    }

    /** The codes of a character, shortened until they fit. */
    private static String fitting(String text, double width) {
        String codes = codes(text);
        if (Typeface.MONO.width(codes, CODE_SIZE) <= width) {
            return codes;
        }
        String bare = codes.replace("U+", "");
        return Typeface.MONO.width(bare, CODE_SIZE) <= width ? bare : "…";
    }

    /** U+1F469 ZWJ U+1F680. */
    public static String codes(String text) {
        return text.codePoints().mapToObj(code -> code == JOINER ? "ZWJ" : code(code)).collect(Collectors.joining(" "));
    }

    private static String code(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    /** A short picture of one byte value for rows of a table: the character, or a sign for it; empty if hex must do. */
    public static String ofByte(int value) {
        if (value == ' ') {
            return "␣";
        }
        if (value == '\n') {
            return "↵";
        }
        return value > ' ' && value < 0x7F ? Character.toString(value) : value < ' ' || value == 0x7F ? "^" + (char) (value ^ 0x40) : "";
    }

    /** Bytes as a token shows them: · for blanks, ↵ for line ends; hex if they are not UTF-8 alone or cannot be drawn. */
    public String ofToken(byte[] bytes) {
        return decoded(bytes).filter(this::canDraw).map(text -> text.replace(' ', '·').replace("\n", "↵").replace("\t", "⇥"))
                .orElseGet(() -> hexOf(bytes));
    }

    private static String hexOf(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // not UTF-8, which is what was asked
        }
    }

    /** True if some font of this machine has a picture for every character of the text. */
    private boolean canDraw(String text) {
        return text.codePoints().allMatch(code -> code < 0x7F || isUnseen(code) || drawable.computeIfAbsent(code, this::hasOutline));
    }

    private static boolean isUnseen(int code) {
        return code == JOINER || code >= 0xFE00 && code <= 0xFE0F || Character.isWhitespace(code);
    }

    // JavaFX does not say which glyphs exist; a missing one has the outline of the font's empty box.
    private boolean hasOutline(int code) {
        if (missing == null) {
            missing = outline(NO_CHARACTER);
        }
        String outline = outline(code);
        return !outline.isEmpty() && !outline.equals(missing);
    }

    private static String outline(int code) {
        Shape shape = Shape.union(textOf(Character.toString(code), 24), new Rectangle(0, 0));
        return shape instanceof Path path ? path.getElements().toString() : "";
    }

    private static double measured(String text, double size) {
        return text.length() == 1 && text.charAt(0) < 0x7F ? 0 : textOf(text, size).getLayoutBounds().getWidth();
    }

    private static Text textOf(String text, double size) {
        Text node = new Text(text);
        Font font = Typeface.MONO_MEDIUM.font(size);
        node.setFont(font);
        return node;
    }
}
