package org.bytestill.bytes.eot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.TokenRow;
import org.bytestill.text.Vocabulary;
import org.junit.jupiter.api.Test;

class EndRowsTest {
    private static final int END = EndRows.END_OF_TOKEN;

    /** Vocabulary B of the worked example: 0 end, 1 a, 2 e, 3 th, 4 tha, 5 ' information'. */
    private static ByteOutcomes outcomes(String... tokens) {
        byte[][] bytes = new byte[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            bytes[i] = tokens[i].getBytes(StandardCharsets.UTF_8);
        }
        BitSet end = new BitSet();
        end.set(0);
        return ByteOutcomes.of(new Vocabulary(bytes, tokens, end, 0, end), false);
    }

    private static final ByteOutcomes B = outcomes("", "a", "e", "th", "tha", " information");

    private static double[][] rows(String token, double... row) {
        return EndRows.of(B, TokenRow.of(row), token.getBytes(StandardCharsets.UTF_8)).rows();
    }

    @Test
    void theRowsOfATokenAreThoseOfTheWorkedExample() {
        double[][] rows = rows("th", .05, .1, .05, .5, .2, .1);
        assertThat(rows).hasNumberOfRows(3);
        assertThat(rows[0][' ']).isCloseTo(.1, within(1e-12));
        assertThat(rows[0]['t']).isCloseTo(.7, within(1e-12));
        assertThat(rows[0][EndRows.END_OF_SEQUENCE]).isCloseTo(.05, within(1e-12));
        assertThat(rows[1]['h']).isEqualTo(1);
        assertThat(rows[2]['a']).isCloseTo(.2 / .7, within(1e-12));
        assertThat(rows[2][END]).isCloseTo(.5 / .7, within(1e-12));
    }

    @Test
    void natsAByteOfTheWorkedExampleIncludeTheEndsOfTokens() {
        List<String> tokens = List.of("a", "th", "e", " information");
        double[][] given = {{.1, .5, .1, .1, .1, .1}, {.05, .1, .05, .5, .2, .1}, {.1, .1, .6, .05, .05, .1}, {.1, .1, .1, .1, .1, .5}};
        double nats = 0;
        for (int token = 0; token < tokens.size(); token++) {
            nats += nats(rows(tokens.get(token), given[token]), tokens.get(token));
        }
        assertThat(nats / 16).isCloseTo(0.161891698, within(1e-9));
    }

    private static double nats(double[][] rows, String token) {
        double nats = 0;
        for (int i = 0; i <= token.length(); i++) {
            nats -= Math.log(rows[i][i < token.length() ? token.charAt(i) : END]);
        }
        return nats;
    }

    @Test
    void withoutEndsATokenGoesOn() {
        EndRows inside = EndRows.of(B, TokenRow.of(new double[] {.05, .1, .05, .5, .2, .1}), "tha".getBytes(StandardCharsets.UTF_8))
                .goingOn();
        assertThat(inside.rows()).hasNumberOfRows(3);
        assertThat(inside.rows()[2]['a']).as("th ends or goes on with a: the first is left out").isEqualTo(1);
        assertThat(inside.rows()[2][END]).isZero();
    }

    @Test
    void theProductOverATokenIsItsProbability() {
        Random random = new Random(5);
        String[] tokens = {"", "a", "ab", "abc", "b", "ba", "c", "abca"};
        ByteOutcomes outcomes = outcomes(tokens);
        for (int round = 0; round < 50; round++) {
            double[] row = random.doubles(tokens.length).map(value -> value * value).toArray();
            double sum = 0;
            for (double value : row) {
                sum += value;
            }
            int token = 1 + random.nextInt(tokens.length - 1);
            double[][] rows = EndRows.of(outcomes, TokenRow.of(row), tokens[token].getBytes(StandardCharsets.UTF_8)).rows();
            assertThat(nats(rows, tokens[token])).isCloseTo(-Math.log(row[token] / sum), within(1e-9));
            for (double[] each : rows) {
                double all = 0;
                for (double value : each) {
                    all += value;
                }
                assertThat(all).isCloseTo(1, within(1e-12));
            }
        }
    }
}
