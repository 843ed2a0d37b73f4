package org.bytestill.ui.inspector.draw;

import java.math.BigDecimal;
import java.util.Locale;
import org.bytestill.engine.inspect.Inspection.ByteComparison;

/** How measures become lengths, colours and short figures in the inspector's drawings. */
public final class Scales {
    /** Bars of surprisal end here; more is a break with the figure above. */
    public static final double MOST_BITS = 8;
    /** Smallest probability that has a length on the logarithmic scale. */
    public static final double SMALLEST = 1e-6;

    private Scales() {}

    /** Place of a KL value on the logarithmic scale from 0.01 to 10 bits, from 0 to 1. */
    static double klLevel(double bits) {
        return Math.max(0, Math.min(1, (Math.log10(Math.max(bits, 1e-9)) + 2) / 3));
    }

    /**
     * The same of a byte. A beam may give probability 0 to what the other model allows: KL is infinite then, and almost all bytes would look
     * alike; such a byte has the place of its JSD.
     */
    public static double klLevel(ByteComparison measures) {
        return klLevel(measures.klBits(), measures.jsdBits());
    }

    /** The same of its two measures. */
    public static double klLevel(double klBits, double jsdBits) {
        return klLevel(Double.isInfinite(klBits) ? jsdBits : klBits);
    }

    /** The order of bytes from the worst on: the larger KL first, of infinite ones the larger JSD; as {@link java.util.Comparator} has it. */
    public static int worstFirst(double klBits, double jsdBits, double otherKlBits, double otherJsdBits) {
        int byKl = Double.compare(otherKlBits, klBits);
        return byKl == 0 && Double.isInfinite(klBits) ? Double.compare(otherJsdBits, jsdBits) : byKl;
    }

    /** Place of a converter's error on the logarithmic scale from 1e-6 to 1 bit, from 0 to 1. */
    public static double errorLevel(double jsdBits) {
        return Math.max(0, Math.min(1, (Math.log10(Math.max(jsdBits, 1e-9)) + 6) / 6));
    }

    /** A threshold as people write it: 0.01, 1e-6, 0. */
    public static String threshold(double epsilon) {
        if (epsilon == 0) {
            return "0";
        }
        String plain = BigDecimal.valueOf(epsilon).stripTrailingZeros().toPlainString();
        return plain.length() <= 6 ? plain : String.format(Locale.ROOT, "%.0e", epsilon).replace("e-0", "e-");
    }

    /** Length of a bar of probability, from 0 to 1 of the largest. */
    public static double length(double probability, double largest, boolean logarithmic) {
        if (!logarithmic) {
            return probability / largest;
        }
        return Math.max(0, 1 - Math.log(Math.max(probability, SMALLEST)) / Math.log(SMALLEST));
    }

    /** .652, 7e-6, 1: a probability where there is room for four signs. */
    public static String shortShare(double probability) {
        if (Double.isNaN(probability)) {
            return "";
        }
        if (probability >= 0.9995) {
            return "1";
        }
        return probability >= 0.0005 ? String.format(Locale.ROOT, "%.3f", probability).substring(1)
                : probability == 0 ? "0" : String.format(Locale.ROOT, "%.0e", probability).replace("e-0", "e-");
    }
}
