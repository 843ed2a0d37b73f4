package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThemeColorsTest {
    @Test
    void theColoursAreThoseOfTheStylesheet() {
        assertThat(ThemeColors.of(false).get(ThemeColor.TEACHER)).isEqualTo(Color.web("#0069A6"));
        assertThat(ThemeColors.of(true).get(ThemeColor.LINE_STRONG)).isEqualTo(Color.web("#737D89"));
    }

    @Test
    void theHeatRampMeetsItsStepsAndStopsAtItsEnds() {
        ThemeColors tokens = ThemeColors.of(false);
        assertThat(tokens.heat(0)).isEqualTo(tokens.get(ThemeColor.HEAT0));
        assertThat(tokens.heat(0.5)).isEqualTo(tokens.get(ThemeColor.HEAT3));
        assertThat(tokens.heat(7)).isEqualTo(tokens.get(ThemeColor.HEAT6));
    }

    /** 4.5 : 1 is what small text needs (WCAG 2.2, 1.4.3). */
    @ParameterizedTest
    @CsvSource({"FG, PANEL", "MUTED, PANEL", "FAINT, PANEL", "FAINT, APP", "ACCENT, PANEL", "ON_ACCENT, ACCENT", "FG, TEACHER_SOFT",
        "FG, STUDENT_SOFT",
        "WARN, WARN_SOFT", "DANGER, DANGER_SOFT", "FG, ACCENT_SOFT", "PANEL, FG"})
    void textIsReadableOnItsGroundInBothThemes(ThemeColor text, ThemeColor ground) {
        for (boolean dark : List.of(false, true)) {
            ThemeColors tokens = ThemeColors.of(dark);
            assertThat(contrast(tokens.get(text), tokens.get(ground))).as("dark: %s", dark).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"look.css", "app.css", "javafx-bridge.css"})
    void onlyTheTokenFilesHoldColours(String sheet) throws IOException {
        assertThat(Files.readString(Path.of("resources/css", sheet))).doesNotContainPattern("#[0-9A-Fa-f]{3,8}\\b").doesNotContain("rgb(");
    }

    private static double contrast(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
