package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:40:00Z");

    @ParameterizedTest
    @CsvSource({"0.3418, .3418", "1, 1.0000", "0, 0", "8e-12, 8e-12", "0.00004, 4e-5", "0.00005, .0001", "NaN, –"})
    void probabilitiesHaveFourPlacesAndNoLeadingZero(double probability, String text) {
        assertThat(Format.probability(probability)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.1834, 3, 0.183", "-0.006, 3, −0.006", "-0.0001, 3, 0.000", "NaN, 3, –", "Infinity, 3, ∞", "3050.4, 0, '3,050'"})
    void figuresHaveTheirPlacesAndARealMinus(double value, int places, String text) {
        assertThat(Format.fixed(value, places)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1 kB", "41300, 41.3 kB", "212000000000, 212 GB", "999999, 1 MB"})
    void diskIsCountedInThousands(long bytes, String text) {
        assertThat(Format.size(bytes)).hasToString(text);
    }

    @Test
    void memoryIsCountedIn1024s() {
        assertThat(Format.memory(12L << 30)).hasToString("12.0 GiB");
        assertThat(Format.memory(1536)).hasToString("1.5 KiB");
    }

    @Test
    void aSpeedThatIsNotKnownIsNothing() {
        assertThat(Format.speed(0)).hasToString("–");
        assertThat(Format.speed(Double.NaN)).hasToString("–");
        assertThat(Format.speed(41_300)).hasToString("41.3 kB/s");
    }

    @ParameterizedTest
    @CsvSource({"40, 40 s", "240, 4 min", "6180, 1 h 43 min", "7200, 2 h", "90000, 1 d 1 h", "NaN, –"})
    void spansAreSaidInTheirTwoLargestUnits(double seconds, String text) {
        assertThat(Format.span(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T15:39:55Z, now", "2026-11-24T15:36:00Z, 4 min ago", "2026-11-24T03:12:00Z, today 03:12",
        "2026-11-23T20:00:00Z, yesterday",
        "2026-11-22T20:00:00Z, 22 Nov", "2025-11-22T20:00:00Z, 22 Nov 2025"})
    void thePastIsToldAsPeopleDo(Instant then, String text) {
        assertThat(Format.ago(then, NOW, ZoneOffset.UTC)).isEqualTo(text);
    }

    @Test
    void learningRatesAreScientific() {
        assertThat(Format.scientific(4.3e-6)).isEqualTo("4.3e-6");
        assertThat(Format.scientific(0)).isEqualTo("0");
    }
}
