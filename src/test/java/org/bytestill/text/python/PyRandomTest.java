package org.bytestill.text.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what Python 3.11 draws. */
class PyRandomTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void numbersAreThoseOfPythonWithTheSameSeed() {
        PyRandom random = new PyRandom(1234);
        assertThat(random.real()).isEqualTo(0.9664535356921388);
        assertThat(random.real()).isEqualTo(0.4407325991753527);
        assertThat(new PyRandom(5_000_000_000L).real()).isEqualTo(0.08666010167354754);
    }

    @Test
    void samplesAreThoseOfPythonFromFewAndFromMany() {
        PyRandom random = new PyRandom(1234);
        assertThat(random.sample(numbers(10), 4)).containsExactly(7, 1, 0, 9);
        assertThat(random.sample(numbers(1000), 6)).containsExactly(932, 965, 961, 826, 596, 35);
        assertThat(random.sample(numbers(100), 7)).containsExactly(85, 88, 10, 12, 98, 45, 30);
        assertThat(random.choices(5)).containsExactly(0, 4, 0, 3, 2);
    }

    @Test
    void moreThanThereAreCannotBeSampled() {
        assertThatThrownBy(() -> new PyRandom(1).sample(numbers(2), 3)).isInstanceOf(Fault.class).hasMessageContaining("larger");
    }
}
