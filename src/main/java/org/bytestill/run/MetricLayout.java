package org.bytestill.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a line of the metrics log in their order, as thousands of lines have them: such a line is read at once, without a tree of
 * JSON. What differs by a sign is left to the reader of JSON.
 */
final class MetricLayout {
    private static final byte[] BEGINNING = bytes("{\"type\":\"update\"");
    /** Powers of ten that a double holds exactly; so does it integers of up to 15 digits: their quotient is the nearest double. */
    private static final double[] POWERS = new double[23];
    private static final int EXACT_DIGITS = 15;

    static {
        Arrays.setAll(POWERS, exponent -> Double.parseDouble("1e" + exponent));
    }

    private final byte[][] keys;
    private final Metric[] metrics;
    private final int update;

    private MetricLayout(byte[][] keys, Metric[] metrics) {
        this.keys = keys;
        this.metrics = metrics;
        this.update = Arrays.asList(metrics).indexOf(Metric.UPDATE);
    }

    static MetricLayout of(List<Metric> metrics) {
        List<byte[]> keys = new ArrayList<>();
        metrics.forEach(metric -> keys.add(bytes(",\"" + metric.key() + "\":")));
        return new MetricLayout(keys.toArray(byte[][]::new), metrics.toArray(Metric[]::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the order of the values; shared, not to be changed. */
    Metric[] metrics() {
        return metrics;
    }

    /** The values of an update's line; null if it is written in any other way. */
    double @Nullable [] read(byte[] line, int start, int end) {
        int at = after(line, start, end, BEGINNING);
        double[] values = new double[metrics.length];
        for (int key = 0; at >= 0 && key < keys.length; key++) {
            at = after(line, at, end, keys[key]);
            int numbersEnd = at < 0 ? -1 : endOfNumber(line, at, end);
            if (numbersEnd < 0) {
                return null;
            }
            values[key] = number(line, at, numbersEnd);
            at = Double.isFinite(values[key]) ? numbersEnd : -1;
        }
        boolean isWhole = at >= 0 && at + 1 == end && line[at] == '}';
        return isWhole && update >= 0 && values[update] == (int) values[update] ? values : null;
    }

    /** Behind the expected bytes; -1 if others stand there. */
    private static int after(byte[] line, int start, int end, byte[] expected) {
        return end - start >= expected.length && Arrays.equals(line, start, start + expected.length, expected, 0, expected.length)
                ? start + expected.length : -1;
    }

    /** Where a number of JSON ends; -1 if there is none. */
    private static int endOfNumber(byte[] line, int start, int end) {
        int at = start < end && line[start] == '-' ? start + 1 : start;
        int whole = digits(line, at, end);
        if (whole == at || line[at] == '0' && whole > at + 1) {
            return -1;
        }
        at = whole;
        if (at < end && line[at] == '.') {
            int fraction = digits(line, at + 1, end);
            if (fraction == at + 1) {
                return -1;
            }
            at = fraction;
        }
        if (at < end && (line[at] == 'e' || line[at] == 'E')) {
            int sign = at + 1 < end && (line[at + 1] == '-' || line[at + 1] == '+') ? 1 : 0;
            int exponent = digits(line, at + 1 + sign, end);
            return exponent == at + 1 + sign ? -1 : exponent;
        }
        return at;
    }

    private static int digits(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return at;
    }

    private static double number(byte[] line, int start, int end) {
        boolean negative = line[start] == '-';
        long digits = 0;
        int count = 0;
        int fraction = -1;
        for (int at = negative ? start + 1 : start; at < end; at++) {
            byte sign = line[at];
            if (sign == '.') {
                fraction = 0;
            } else if (sign < '0' || sign > '9' || count == EXACT_DIGITS) {
                return Double.parseDouble(new String(line, start, end - start, StandardCharsets.US_ASCII));
            } else {
                digits = digits * 10 + sign - '0';
                count += digits == 0 ? 0 : 1;
                fraction += fraction < 0 ? 0 : 1;
            }
        }
        if (fraction >= POWERS.length) {
            return Double.parseDouble(new String(line, start, end - start, StandardCharsets.US_ASCII));
        }
        double value = fraction > 0 ? digits / POWERS[fraction] : digits;
        return negative ? -value : value;
    }
}
