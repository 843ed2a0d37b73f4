package org.bytestill.engine.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.engine.inspect.DenseInspection.Reading;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * SVG writer of inspections, which needs no display: the text in lines of bytes, below them the tokens, the surprisal, for two models
 * their KL, and the converter's error if it was measured. The teacher is drawn filled, the student outlined.
 */
public final class InspectionSvg {
    private static final int BYTES_A_LINE = 48;
    private static final int CELL = 24;
    private static final int GUTTER = 96;
    private static final int BAR = 48;
    private static final int ERROR_BAR = 18;
    /** Maximum of the bars; larger values are written above them. */
    private static final double MOST_BITS = 8;
    private static final String FG = "#1b2128";
    private static final String MUTED = "#5a6572";
    private static final String LINE = "#c9d0d6";
    private static final String TEACHER = "#0063a8";
    private static final String STUDENT = "#b45309";
    private static final String STUDENT_SOFT = "#fce3c8";
    private static final String SERIES = "#4a5560";

    /** One model's part of a picture. */
    private record Side(String name, ByteRows rows, List<TokenSpan> tokens, boolean solid) {}

    private final byte[] text;
    private final List<Side> sides;
    private final @Nullable ConverterError error;
    private final StringBuilder body = new StringBuilder();
    private final int lineHeight;

    private InspectionSvg(byte[] text, List<Side> sides, @Nullable ConverterError error) {
        this.text = text;
        this.sides = sides;
        this.error = error;
        lineHeight = 44 + 20 * sides.size() + BAR + 20 + (sides.size() > 1 ? 20 : 0) + (error == null ? 0 : ERROR_BAR + 8) + 16;
    }

    /** @param error the converter's error, drawn as a further lane; null if it was not measured */
    public static String of(Reading reading, @Nullable ConverterError error) {
        return new InspectionSvg(reading.text(), List.of(new Side("model", reading.rows(), reading.tokens(), true)), error).file();
    }

    /** @param error the error of the teacher's converter, drawn as a further lane; null if it was not measured */
    public static String of(Inspection inspection, @Nullable ConverterError error) {
        return new InspectionSvg(inspection.text(), List.of(new Side("teacher", inspection.teacher(), inspection.teacherTokens(), true),
                new Side("student", inspection.student(), inspection.studentTokens(), false)), error).file();
    }

    private String file() {
        int lines = (text.length + BYTES_A_LINE - 1) / BYTES_A_LINE;
        for (int line = 0; line < lines; line++) {
            drawLine(line * BYTES_A_LINE, Math.min(text.length, (line + 1) * BYTES_A_LINE), 12 + line * lineHeight);
        }
        int width = GUTTER + Math.min(text.length, BYTES_A_LINE) * CELL + 16;
        int height = 12 + lines * lineHeight;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\""
                + height
                + "\" viewBox=\"0 0 " + width + ' ' + height
                + "\" role=\"img\" font-family=\"JetBrains Mono, monospace\" font-size=\"11\">\n<title>Next-byte"
                + " probabilities of " + text.length + " bytes</title>\n<rect width=\"" + width + "\" height=\"" + height
                + "\" fill=\"#ffffff\"/>\n" + body
                + "</svg>\n";
    }

    private void drawLine(int from, int to, int top) {
        name("byte " + from, top + 8);
        for (int offset = from; offset < to; offset++) {
            double middle = x(offset, from) + CELL / 2.0;
            write(middle, top + 12, "middle", FG, character(offset));
            write(middle, top + 28, "middle", MUTED, String.format("%02X", text[offset] & 0xFF));
        }
        int y = top + 40;
        for (Side side : sides) {
            name(side.name(), y + 8);
            drawTokens(side, from, to, y);
            y += 20;
        }
        int base = y + 20 + BAR;
        name("surprisal, bits", base - BAR / 2 + 4);
        rectangle(GUTTER, base, (to - from) * CELL, 1, LINE, null);
        for (int offset = from; offset < to; offset++) {
            for (int s = 0; s < sides.size(); s++) {
                drawBar(sides.get(s), offset, x(offset, from) + 3 + s * 10, base);
            }
        }
        if (sides.size() > 1) {
            name("KL, bits", base + 16);
            for (int offset = from; offset < to; offset++) {
                double kl = Divergence.modelKlBits(sides.get(0).rows().distribution(offset), sides.get(1).rows().distribution(offset));
                double level = Math.max(0, Math.min(1, (Math.log10(Math.max(kl, 1e-9)) + 2) / 3));
                body.append("<rect x=\"").append(x(offset, from) + 1).append("\" y=\"").append(base + 6).append("\" width=\"")
                        .append(CELL - 2)
                        .append("\" height=\"14\" fill=\"#00204c\" fill-opacity=\"").append(number(level)).append("\"><title>KL ")
                        .append(Double.isInfinite(kl) ? "∞" : number(kl)).append(" bits at byte ").append(offset)
                        .append("</title></rect>\n");
            }
        }
        if (error != null) {
            drawError(from, to, base + (sides.size() > 1 ? 32 : 12));
        }
    }

    /** Bars on a logarithmic scale from 1e-6 bits to 1, the most that a Jensen-Shannon divergence can be. */
    private void drawError(int from, int to, int top) {
        int base = top + ERROR_BAR;
        name("conv. error", base - 5);
        rectangle(GUTTER, base, (to - from) * CELL, 1, LINE, null);
        for (int offset = from; offset < Math.min(to, error.length()); offset++) {
            double height = Math.max(1, ERROR_BAR * Math.max(0, Math.min(1, (Math.log10(Math.max(error.at(offset), 1e-9)) + 6) / 6)));
            body.append("<rect x=\"").append(x(offset, from) + 4).append("\" y=\"").append(number(base - height)).append("\" width=\"")
                    .append(CELL - 8)
                    .append("\" height=\"").append(number(height)).append("\" fill=\"").append(SERIES).append("\"><title>converter error ")
                    .append(number(error.at(offset))).append(" bits at byte ").append(offset).append("</title></rect>\n");
        }
    }

    private static int x(int offset, int from) {
        return GUTTER + (offset - from) * CELL;
    }

    /** The character, shown at its first byte; empty for its other bytes, for invalid UTF-8 and for invisible characters. */
    private String character(int offset) {
        int length = Utf8.characterLength(text, offset, text.length);
        if (length == 0) {
            return "";
        }
        String character = new String(text, offset, length, StandardCharsets.UTF_8);
        return character.equals(" ") ? "␣"
                : character.equals("\n") ? "↵" : character.codePointAt(0) < 0x20 || character.codePointAt(0) >= 0xFFFE
                        && character.codePointAt(0) <= 0xFFFF ? "" : character;
    }

    private void drawTokens(Side side, int from, int to, int y) {
        for (TokenSpan token : side.tokens()) {
            int start = Math.max(from, token.start());
            int end = Math.min(to, token.end());
            if (start < end) {
                body.append("<rect x=\"").append(x(start, from) + 1).append("\" y=\"").append(y - 4).append("\" width=\"")
                        .append((end - start) * CELL - 2)
                        .append("\" height=\"16\" rx=\"").append(side.solid() ? 0 : 7).append("\" fill=\"")
                        .append(side.solid() ? "#cfe3f3" : STUDENT_SOFT)
                        .append(side.solid() ? "\"" : "\" stroke=\"" + STUDENT + "\"").append("><title>token ").append(token.id())
                        .append(", p ")
                        .append(Double.isNaN(token.probability()) ? "not known" : number(token.probability())).append("</title></rect>\n");
            }
        }
    }

    private void drawBar(Side side, int offset, double x, int base) {
        double bits = Divergence.surprisalBits(side.rows().distribution(offset)[text[offset] & 0xFF]);
        double height = Math.max(1, BAR * Math.min(MOST_BITS, bits) / MOST_BITS);
        rectangle(x, base - height, 8, height, side.solid() ? TEACHER : STUDENT_SOFT, side.solid() ? null : STUDENT);
        if (bits > MOST_BITS) {
            write(x + 4, base - BAR - 3, "middle", FG, Double.isInfinite(bits) ? "∞" : String.format(Locale.ROOT, "%.0f", bits));
        }
    }

    private void name(String name, double y) {
        write(GUTTER - 8, y, "end", MUTED, name);
    }

    private void rectangle(double x, double y, double width, double height, String fill, @Nullable String stroke) {
        body.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width))
                .append("\" height=\"")
                .append(number(height)).append("\" fill=\"").append(fill).append(stroke == null ? "" : "\" stroke=\"" + stroke)
                .append("\"/>\n");
    }

    private void write(double x, double y, String anchor, String color, String words) {
        if (!words.isEmpty()) {
            body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" text-anchor=\"").append(anchor)
                    .append("\" fill=\"")
                    .append(color).append("\">").append(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                    .append("</text>\n");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }
}
