package org.bytestill.text.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floats print as Python prints them; the table is from Python 3.11. */
class FloatTextTest {
    @ParameterizedTest
    @CsvSource({"0.1,0.1", "1e-7,1e-07", "1e22,1e+22", "1e23,1e+23", "123456789012345680,1.2345678901234568e+17", "1e16,1e+16",
        "9999999999999998,9999999999999998.0", "0.0001,0.0001", "0.00001,1e-05", "5e-324,5e-324",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "2e-3,0.002", "2.2250738585072014e-308,2.2250738585072014e-308", "9007199254740993,9007199254740992.0", "-0.0,-0.0",
        "5.684341886080802e-14,5.684341886080802e-14", "4.35,4.35", "2.0,2.0", "1.0e23,1e+23", "6.02214076e23,6.02214076e+23"})
    void theShortestTextThatReadsBackIsWritten(double number, String text) {
        assertThat(FloatText.repr(number)).isEqualTo(text);
    }

    @Test
    void everyFloatReadsBack() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double number = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : Math.scalb(1.0, random.nextInt(2000) - 1000);
            if (Double.isFinite(number)) {
                String text = FloatText.repr(number);
                assertThat(Double.parseDouble(text)).isEqualTo(number);
                assertThat(text.replaceAll("[-.]|e.*", "").replaceAll("^0+|0+$", "").length()).as(text).isLessThanOrEqualTo(17);
            }
        }
    }
}
