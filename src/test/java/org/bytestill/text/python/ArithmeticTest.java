package org.bytestill.text.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
    /** As Python 3.11 prints them. */
    @ParameterizedTest
    @CsvSource({"-7, //, 2, -4", "-7, %, 3, 2", "7, %, -3, -2", "-9223372036854775808, //, -1, 9223372036854775808",
        "-9223372036854775808, %, -1, 0", "9223372036854775807, +, 1, 9223372036854775808",
        "-9223372036854775808, -, 1, -9223372036854775809",
        "4294967296, *, 4294967296, 18446744073709551616", "3, *, -5, -15", "2, **, 70, 1180591620717411303424"})
    void wholeNumbersHaveAsManyBitsAsTheyNeed(String a, String operator, String b, String result) {
        assertThat(Arithmetic.of(operator, Numbers.whole(new BigInteger(a)), Numbers.whole(new BigInteger(b))))
                .isEqualTo(Numbers.whole(new BigInteger(result)));
    }

    @ParameterizedTest
    @CsvSource({"//, integer division or modulo by zero", "%, integer modulo by zero", "/, division by zero"})
    void nothingIsDividedByZero(String operator, String message) {
        assertThatThrownBy(() -> Arithmetic.of(operator, 1L, 0L)).isInstanceOf(Fault.class).hasMessageContaining(message);
    }

    @Test
    void aTruthIsANumber() {
        assertThat(Arithmetic.of("+", true, 2L)).isEqualTo(3L);
    }
}
