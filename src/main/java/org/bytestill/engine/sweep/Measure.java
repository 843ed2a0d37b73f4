package org.bytestill.engine.sweep;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bytestill.run.DocumentScore;

/** What runs are compared by: a mean over the bytes of the validation text (method.md 5.1, 5.2). */
public enum Measure {
    BITS("bits per byte", "bits_per_byte", true, 1, 4, DocumentScore::bits, DocumentScore::bytes), KL("KL to the teacher, bits", "kl_bits",
            true, 1, 4, DocumentScore::klBits, DocumentScore::finite),
    TOP1("top-1 agreement, %", "top1_percent", false, 100, 2,
            DocumentScore::same, DocumentScore::rows);

    private final String title;
    private final String key;
    private final boolean lowerIsBetter;
    private final double factor;
    private final int digits;
    private final ToDoubleFunction<DocumentScore> sum;
    private final ToDoubleFunction<DocumentScore> weight;

    Measure(String title, String key, boolean lowerIsBetter, double factor, int digits, ToDoubleFunction<DocumentScore> sum,
            ToDoubleFunction<DocumentScore> weight) {
        this.title = title;
        this.key = key;
        this.lowerIsBetter = lowerIsBetter;
        this.factor = factor;
        this.digits = digits;
        this.sum = sum;
        this.weight = weight;
    }

    /** With the unit. */
    public String title() {
        return title;
    }

    /** The column of CSV files. */
    public String key() {
        return key;
    }

    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** A value in the unit of {@link #title()}, with the digits that tables have. */
    public String written(double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** The sum over a document in the unit of {@link #title()}. */
    double sum(DocumentScore score) {
        return factor * sum.applyAsDouble(score);
    }

    /** Bytes that the sum is over. */
    double weight(DocumentScore score) {
        return weight.applyAsDouble(score);
    }
}
