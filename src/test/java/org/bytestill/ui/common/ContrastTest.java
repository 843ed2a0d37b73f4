package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import org.bytestill.ui.common.ThemeColors.Scheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Measured from the colours themselves, as WCAG 2.2 defines it (1.4.3, 1.4.6, 1.4.11). */
class ContrastTest {
    private static final ThemeColor[] GROUNDS = {ThemeColor.APP, ThemeColor.PANEL, ThemeColor.INSET};
    private static final ThemeColor[] TEXTS = {ThemeColor.FG, ThemeColor.MUTED, ThemeColor.FAINT, ThemeColor.ACCENT, ThemeColor.WARN,
        ThemeColor.DANGER};
    /** What is written on a ground of its own. */
    private static final ThemeColor[][] ON_TINTED = {{ThemeColor.ON_ACCENT, ThemeColor.ACCENT}, {ThemeColor.ON_TEACHER, ThemeColor.TEACHER},
        {ThemeColor.ON_STUDENT, ThemeColor.STUDENT}, {ThemeColor.FG, ThemeColor.ACCENT_SOFT}, {ThemeColor.ACCENT, ThemeColor.ACCENT_SOFT},
        {ThemeColor.FAINT, ThemeColor.ACCENT_SOFT}, {ThemeColor.FG, ThemeColor.TEACHER_SOFT}, {ThemeColor.FG, ThemeColor.STUDENT_SOFT},
        {ThemeColor.FG, ThemeColor.WARN_SOFT}, {ThemeColor.WARN, ThemeColor.WARN_SOFT}, {ThemeColor.FG, ThemeColor.DANGER_SOFT},
        {ThemeColor.DANGER, ThemeColor.DANGER_SOFT}};
    private static final ThemeColor[] MARKS = {ThemeColor.LINE_STRONG, ThemeColor.TEACHER, ThemeColor.STUDENT, ThemeColor.SERIES,
        ThemeColor.GHOST, ThemeColor.ACCENT};

    @ParameterizedTest
    @CsvSource({"LIGHT, 4.5", "DARK, 4.5", "CONTRAST, 7"})
    void textStandsOutFromItsGround(Scheme scheme, double least) {
        ThemeColors colors = ThemeColors.of(scheme);
        List<String> faint = new ArrayList<>();
        for (ThemeColor ground : GROUNDS) {
            for (ThemeColor text : TEXTS) {
                check(colors, text, ground, least, faint);
            }
        }
        for (ThemeColor[] pair : ON_TINTED) {
            check(colors, pair[0], pair[1], least, faint);
        }
        assertThat(faint).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void marksStandOutFromThePanel(Scheme scheme) {
        ThemeColors colors = ThemeColors.of(scheme);
        List<String> faint = new ArrayList<>();
        for (ThemeColor mark : MARKS) {
            check(colors, mark, ThemeColor.PANEL, scheme == Scheme.CONTRAST ? 4.5 : 3, faint);
        }
        assertThat(faint).isEmpty();
    }

    private static void check(ThemeColors colors, ThemeColor text, ThemeColor ground, double least, List<String> faint) {
        double ratio = ratio(colors.get(text), colors.get(ground));
        if (ratio < least) {
            faint.add(String.format("%s on %s: %.2f", text, ground, ratio));
        }
    }

    private static double ratio(Color one, Color other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
