package org.bytestill.engine.job;

import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.evaluate.ConversionLoss;
import org.bytestill.evaluate.Interval;
import org.bytestill.util.Texts;

/**
 * The result of an audit: the conversion loss of several converters on a text, relative to a reference.
 *
 * @param teacher   description of the teachers
 * @param documents documents of the text
 * @param bytes     bytes of the text
 * @param reference the line of the reference: its loss is 0, and the mass that it drops bounds its own error
 * @param lines     one line per converter and coverage
 * @param bootstrap settings of the bootstrap confidence intervals
 * @param notes     remarks about text and tokenizers for the user
 */
public record AuditReport(String teacher, int documents, long bytes, Line reference, List<Line> lines, Bootstrap bootstrap,
        List<String> notes,
        double seconds) {

    /**
     * A line of the table: one converter at one coverage.
     *
     * @param coverage          share of each byte's mass kept on disk
     * @param rowsPerByte       model evaluations per byte
     * @param bytesPerSecond    speed of the conversion, without writing the cache
     * @param cacheBytesPerByte size of the cache on disk per byte of text
     */
    public record Line(ConverterSettings way, double coverage, ConversionLoss loss, double rowsPerByte, double bytesPerSecond,
            double cacheBytesPerByte) {
        public boolean isBeam() {
            return way.isBeam();
        }

        /** Such as {@code beam}, as {@code --method} has it. */
        public String method() {
            return way.method().name().toLowerCase(Locale.ROOT);
        }

        /** Such as {@code beam K 10, eps 0.01}, {@code cover} or {@code eot}. */
        public String name() {
            return isBeam() ? "beam K " + way.width() + ", eps " + plain(way.threshold()) : method();
        }
    }

    /** A number in its shortest form. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : value < 1e-3 ? String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-") : Double.toString(value);
    }

    /** The line of a run's default converter, the beam of width 10 and threshold 0.01; the first line if it was not audited. */
    public Line usual() {
        return lines.stream().filter(line -> line.isBeam() && line.way().width() == 10 && line.way().threshold() == 0.01)
                .reduce((first, second) -> second).orElse(lines.get(0));
    }

    /** The result in sentences. */
    public String answer() {
        return answer(Texts.inFiles("audit"));
    }

    /** The same, with the words of one language. */
    public String answer(Texts texts) {
        Line line = usual();
        ConversionLoss loss = line.loss();
        String zeros = loss.zeroProbability() == 0 ? texts.get("answer.none")
                : texts.get("answer.zeros", String.format(Locale.ROOT, "%,d", loss.zeroProbability()),
                        String.format(Locale.ROOT, "%,d", bytes));
        return texts.get("answer", line.name(), plain(line.coverage()), bits(loss.meanJsdBits().value()), bits(loss.meanJsdBits().low()),
                bits(loss.meanJsdBits().high()), bits(loss.p99JsdBits().value()), bits(loss.largestJsdBits()), zeros);
    }

    /** Bits with about two significant digits. */
    public static String bits(double value) {
        return value == 0 ? "0"
                : !Double.isFinite(value) ? "-" : value < 0.001 ? String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-")
                        : String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.3f", value);
    }

    /** The table as CSV, the reference first. */
    public String csv() {
        StringBuilder csv = new StringBuilder(
                "method,width,threshold,coverage,bytes,mean_jsd_bits,mean_jsd_low,mean_jsd_high,p99_jsd_bits,p99_jsd_low,p99_jsd_high,"
                        + "largest_jsd_bits,mean_kl_bits,infinite_kl,zero_probability,dropped_mass,residual_mass,healed,rows_per_byte,bytes_per_second,cache_bytes_per_byte,ended_mass,ended_share\n");
        csv(reference, "reference", csv);
        lines.forEach(line -> csv(line, line.method(), csv));
        return csv.toString();
    }

    private static void csv(Line line, String method, StringBuilder csv) {
        ConversionLoss loss = line.loss();
        Interval mean = loss.meanJsdBits();
        Interval p99 = loss.p99JsdBits();
        csv.append(method).append(',').append(line.isBeam() ? line.way().width() : "").append(',')
                .append(line.isBeam() ? line.way().threshold() : "");
        for (Object value : new Object[] {line.coverage(), loss.bytes(), mean.value(), mean.low(), mean.high(), p99.value(), p99.low(),
            p99.high(),
            loss.largestJsdBits(), loss.meanKlBits(), loss.infiniteKl(), loss.zeroProbability(), loss.droppedMass(), loss.residualMass(),
            loss.healed(),
            line.rowsPerByte(), line.bytesPerSecond(), line.cacheBytesPerByte(), loss.endedMass(), loss.endedShare()}) {
            csv.append(',').append(value);
        }
        csv.append('\n');
    }
}
