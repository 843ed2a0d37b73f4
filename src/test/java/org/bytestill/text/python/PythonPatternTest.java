package org.bytestill.text.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Python 3.11's {@code re} finds. */
class PythonPatternTest {
    @Test
    void matchesAreTextsOrGroupsOrTuplesOfGroups() {
        assertThat(PythonPattern.of("[a-z]+").findAll("ab 1 c")).containsExactly("ab", "c");
        assertThat(PythonPattern.of("#### (\\-?[0-9\\.\\,]+)").findAll("x #### -1,2 #### 3")).containsExactly("-1,2", "3");
        List<Object> tuples = PythonPattern.of("(-?[$0-9.,]{2,})|(-?[0-9]+)").findAll("a 1 b 23");
        assertThat(tuples).hasSize(2);
        assertThat(((PyTuple) tuples.get(0)).elements()).containsExactly("", "1");
        assertThat(((PyTuple) tuples.get(1)).elements()).containsExactly("23", "");
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', value = {
        "\\w+          | größer 春 | 2",
        "\\d           | ٣ 4      | 2",
        "x{,2}y        | xxy y    | 2",
        "{\\w}         | {a} b    | 1",
        "[[\\]a&&b]    | [ & a c  | 3",
        "[]x]          | ] x y    | 2",
        "(?P<a_b>o)(?P=a_b) | oo o | 1",
        "\\Aab\\Z      | ab       | 1"})
    void whatPythonWritesOtherwiseIsUnderstood(String expression, String text, int matches) {
        assertThat(PythonPattern.of(expression).findAll(text)).hasSize(matches);
    }

    @Test
    void onlyALineFeedEndsALine() {
        assertThat(PythonPattern.of(".+$").findAll("a\u2028b\rc")).containsExactly("a\u2028b\rc");
        assertThat(PythonPattern.of("a$").findAll("a\n")).containsExactly("a");
    }

    @Test
    void replacementsNameGroups() {
        assertThat(PythonPattern.of("(?P<a_b>\\w)(\\d)").replaced("a1 é2", "\\2\\g<1>\\n", 0)).isEqualTo("1a\n 2é\n");
        assertThat(PythonPattern.of("[0-9]").replaced("1 2 3", "$x", 2)).isEqualTo("$x $x 3");
    }

    @Test
    void anEscapedTextMatchesItself() {
        String text = "a.b*c (d) [e] #f-g\\h $1";
        assertThat(PythonPattern.of(PythonPattern.escaped(text)).findAll("x" + text)).containsExactly(text);
    }

    @Test
    void anExpressionThatIsNoneOrNeverEndsIsAFault() {
        assertThatThrownBy(() -> PythonPattern.of("(a")).isInstanceOf(Fault.class).hasMessageContaining("'(a'");
        assertThatThrownBy(() -> PythonPattern.of("(a)?(?(1)b)")).isInstanceOf(Fault.class).hasMessageContaining("condition");
        assertThatThrownBy(() -> PythonPattern.of("a*a*a*a*a*a*a*b").findAll("a".repeat(200))).isInstanceOf(Fault.class)
                .hasMessageContaining("steps");
    }
}
