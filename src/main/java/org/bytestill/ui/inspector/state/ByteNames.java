package org.bytestill.ui.inspector.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.util.Texts;

/** A byte in words: its numbers, its character, its role in UTF-8. */
public final class ByteNames {
    private static final Texts TEXTS = Texts.of("inspector");

    private ByteNames() {}

    /** The character a byte belongs to, named so that it can be spoken. */
    public static String character(ByteFocus focus) {
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

    /** Unicode's names of the code points of a character: latin small letter e with acute. */
    public static String nameOf(String character) {
        return character.codePoints().mapToObj(code -> String.valueOf(Character.getName(code)).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Place among the bytes of its character, or the class of a character of one byte. */
    public static String role(ByteFocus focus) {
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
    public static String numbers(int value) {
        String bits = Integer.toBinaryString(0x100 | value).substring(1);
        return String.format(Locale.ROOT, "%02X  %d  %s %s", value, value, bits.substring(0, 4), bits.substring(4));
    }

    /** A way to read a model as bytes. */
    public static String reading(ConverterSettings settings) {
        return settings.isBeam() ? TEXTS.get("converter.name", settings.width(), Scales.threshold(settings.threshold()))
                : TEXTS.get("converter." + settings.method().name().toLowerCase(Locale.ROOT));
    }

    /** A model with what is unusual about how it is asked. */
    public static String name(ModelChoice choice, Head head) {
        String name = choice.reading() == null ? choice.name() : TEXTS.get("model.reading", choice.name(), reading(choice.reading()));
        return head == Head.BYTE ? TEXTS.get("model.byteHead", name) : name;
    }

    /** What a picture needs beside it to be understood elsewhere: the models and their dress, how they were read, where, and what is drawn. */
    public static List<String> settings(InspectorViewModel model, WholeText whole) {
        List<String> words = new ArrayList<>();
        ModelChoice teacher = model.teacherProperty().get();
        ModelChoice student = model.studentProperty().get();
        if (teacher != null && student != null) {
            words.add(TEXTS.get("settings.teacher", name(teacher, Head.TOKEN)));
            words.add(TEXTS.get("settings.student", name(student, model.headProperty().get())));
        }
        words.add(TEXTS.get("settings.reading", reading(model.converterProperty().get())));
        words.add(TEXTS.get("settings.place", whole.place(), whole.bytes().length));
        words.add(TEXTS.get("settings.about"));
        return words;
    }

    /** The whole text in one line: how well each model reads it, and how far they are apart. */
    public static String facts(Analysis analysis) {
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

    public static byte[] bytesOf(Analysis analysis, TokenSpan token) {
        return Arrays.copyOfRange(analysis.inspection().text(), token.start(), token.end());
    }
}
