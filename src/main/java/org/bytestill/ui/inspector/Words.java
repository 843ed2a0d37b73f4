package org.bytestill.ui.inspector;

import java.util.Arrays;
import java.util.List;
import org.bytestill.engine.Inspection.ByteComparison;
import org.bytestill.engine.Inspection.TokenSpan;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Texts;

/** A byte in words: its numbers, its character, its role in UTF-8. */
final class Words {
    private static final Texts TEXTS = Texts.of("inspector");

    private Words() {}

    /** The character a byte belongs to, named so that it can be spoken. */
    static String character(ByteFocus focus) {
        TextCells.Cell cell = focus.cell();
        if (!cell.isValid()) {
            return TEXTS.get("character.invalid", Glyphs.hex((byte) focus.actual()));
        }
        return switch (cell.text()) {
            case " " -> TEXTS.get("character.space");
            case "\n" -> TEXTS.get("character.newline");
            case "\t" -> TEXTS.get("character.tab");
            default -> cell.text();
        };
    }

    /** Place among the bytes of its character, or the class of a character of one byte. */
    static String role(ByteFocus focus) {
        TextCells.Cell cell = focus.cell();
        if (!cell.isValid()) {
            return TEXTS.get("role.invalid");
        }
        int length = cell.end() - cell.start();
        if (length > 1) {
            return TEXTS.get("role.part", focus.offset() - cell.start() + 1, length);
        }
        int code = cell.text().codePointAt(0);
        String kind = Character.isLetter(code) ? "letter" : Character.isDigit(code) ? "digit" : Character.isWhitespace(code) ? "space"
                : Character.isISOControl(code) ? "control" : "sign";
        return TEXTS.get("role." + kind);
    }

    /** 77  119  0111 0111. */
    static String numbers(int value) {
        String bits = Integer.toBinaryString(0x100 | value).substring(1);
        return String.format(java.util.Locale.ROOT, "%02X  %d  %s %s", value, value, bits.substring(0, 4), bits.substring(4));
    }

    /** The whole text in one line: how well each model reads it, and how far they are apart. */
    static String facts(Analysis analysis) {
        List<ByteComparison> comparison = analysis.inspection().comparison();
        long equal = comparison.stream().filter(measures -> measures.teacherTop1() == measures.studentTop1()).count();
        return TEXTS.get("facts", Format.count(analysis.length()),
                mean(InspectorViewModel.mean(comparison, ByteComparison::teacherSurprisalBits), 2),
                mean(InspectorViewModel.mean(comparison, ByteComparison::studentSurprisalBits), 2),
                        mean(InspectorViewModel.mean(comparison, ByteComparison::klBits), 3),
                Format.percent(equal / (double) comparison.size(), 1), duration(analysis.inspection().seconds()));
    }

    /** A mean of what is finite; how often it was not is said, never averaged away. */
    private static String mean(InspectorViewModel.Mean mean, int places) {
        String figure = Format.fixed(mean.mean(), places);
        return mean.infinite() == 0 ? figure : TEXTS.get("facts.infinite", figure, mean.infinite());
    }

    private static String duration(double seconds) {
        return seconds < 1 ? TEXTS.get("milliseconds", Math.round(1000 * seconds)) : Format.span(seconds);
    }

    static byte[] bytesOf(Analysis analysis, TokenSpan token) {
        return Arrays.copyOfRange(analysis.inspection().text(), token.start(), token.end());
    }
}
