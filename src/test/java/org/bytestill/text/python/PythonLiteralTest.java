package org.bytestill.text.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"['a', \"it's\", 'ö\\n']", "[1, -2, 3.5, True, None]", "('x',)", "{'a': [1], 'b': ()}", "''", "[]", "12", "1e-07",
                "['\\\\', '\\x00']"})
    void whatIsPrintedIsReadAgain(String printed) {
        assertThat(Printed.repr(PythonLiteral.value(printed))).isEqualTo(printed);
    }

    @Test
    void otherWritingsOfTheSameValueAreRead() {
        assertThat(Printed.repr(PythonLiteral.value(" [ 'a' 'b',\n1_000, ] "))).isEqualTo("['ab', 1000]");
        assertThat(Printed.repr(PythonLiteral.value("1, 2"))).isEqualTo("(1, 2)");
        assertThat(Printed.repr(PythonLiteral.value("r'\\d' '''x'''"))).isEqualTo("'\\\\dx'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[a]", "['a'", "1 2", "007", "f(1)", "'a\nb'", "[1 2]"})
    void whatIsNoLiteralIsRefused(String text) {
        assertThatThrownBy(() -> PythonLiteral.value(text)).isInstanceOf(Fault.class).hasMessageContaining("literal");
    }
}
