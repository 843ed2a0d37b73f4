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
    /** Doubles hold these powers of ten exactly. */
    private static final double[] POWERS = new double[20];
    private static final int MOST_SCALE = POWERS.length - 1;
    /** A double holds every integer up to it. */
    private static final long EXACT = 1L << 53;
    /** A long holds all of so many digits. */
    private static final int MOST_DIGITS = 18;
    private static final int MOST_EXPONENT = 1000;

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
            at = at < 0 ? -1 : number(line, at, end, values, key);
        }
        boolean isWhole = at >= 0 && at + 1 == end && line[at] == '}';
        return isWhole && update >= 0 && values[update] == (int) values[update] ? values : null;
    }

    /** Behind the expected bytes; -1 if others stand there. */
    private static int after(byte[] line, int start, int end, byte[] expected) {
        return end - start >= expected.length && Arrays.equals(line, start, start + expected.length, expected, 0, expected.length)
                ? start + expected.length : -1;
    }

    /** Reads a number of JSON, in one pass over its digits; tells where it ends, -1 if there is none or none that is finite. */
    private static int number(byte[] line, int start, int end, double[] values, int key) {
        boolean negative = start < end && line[start] == '-';
        int first = negative ? start + 1 : start;
        long digits = 0;
        int at = first;
        while (at < end && isDigit(line[at])) {
            digits = digits * 10 + line[at++] - '0';
        }
        if (at == first || line[first] == '0' && at > first + 1) {
            return -1;
        }
        int point = at;
        if (at < end && line[at] == '.') {
            at++;
            while (at < end && isDigit(line[at])) {
                digits = digits * 10 + line[at++] - '0';
            }
            if (at == point + 1) {
                return -1;
            }
        }
        int fraction = at > point ? at - point - 1 : 0;
        boolean overflows = point - first + fraction > MOST_DIGITS;
        int scale = fraction;
        if (at < end && (line[at] == 'e' || line[at] == 'E')) {
            int sign = at + 1 < end && (line[at + 1] == '-' || line[at + 1] == '+') ? 1 : 0;
            int exponentStart = at + 1 + sign;
            int exponent = 0;
            at = exponentStart;
            while (at < end && isDigit(line[at])) {
                exponent = Math.min(MOST_EXPONENT, exponent * 10 + line[at++] - '0');
            }
            if (at == exponentStart) {
                return -1;
            }
            scale += line[exponentStart - 1] == '-' ? exponent : -exponent;
        }
        double value = overflows || scale < 0 || scale > MOST_SCALE
                ? Double.parseDouble(new String(line, start, at - start, StandardCharsets.US_ASCII))
                : negative ? -quotient(digits, scale) : quotient(digits, scale);
        values[key] = value;
        return Double.isFinite(value) ? at : -1;
    }

    private static boolean isDigit(byte sign) {
        return sign >= '0' && sign <= '9';
    }

    /**
     * The double nearest to digits / 10^scale. Both are doubles, or the digits are the sum of two: what the first quotient leaves over is known
     * exactly and divided too. Their sum is wrong by 2^-105 of itself at most, and no quotient of such numbers lies so near to the middle of
     * two doubles without being it: they would differ by 1 / (2^54 5^19) = 2^-98 of it at least.
     */
    private static double quotient(long digits, int scale) {
        double divisor = POWERS[scale];
        double rounded = digits;
        double quotient = rounded / divisor;
        if (digits <= EXACT) {
            return quotient;
        }
        double rest = digits - (long) rounded;
        return quotient + (Math.fma(-quotient, divisor, rounded) + rest) / divisor;
    }
}
