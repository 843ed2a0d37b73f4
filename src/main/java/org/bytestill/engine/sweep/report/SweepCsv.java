package org.bytestill.engine.sweep.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.engine.sweep.SweepTable;

/** Tables of a sweep as CSV: runs, their diagnostics, and every two cells with what can be told of them. */
final class SweepCsv {
    private static final String RUNS = "budget,cell,seed,updates,bits_per_byte,kl_bits,top1_percent,bytes,teacher_bytes,seconds,"
            + "seconds_per_update";
    private static final String VERDICTS = "budget,cell,other,measure,seeds,difference,low,high,verdict,seeds_that_tell";

    private SweepCsv() {}

    static String runs(List<SweepRun> runs) {
        return file(RUNS, runs.stream().map(run -> String.join(",", run.budget().word(), run.cell(), Long.toString(run.seed()),
                Integer.toString(run.updates()), number(run.bitsPerByte(), 6), number(run.klBits(), 6),
                number(100 * run.top1Agreement(), 4),
                number(run.bytes(), 0), number(run.teacherBytes(), 0), number(run.seconds(), 2), number(run.secondsPerUpdate(), 5))));
    }

    static String verdicts(List<SweepTable> tables) {
        return file(VERDICTS, tables.stream().flatMap(table -> table.pairs().stream().map(pair -> String.join(",", table.budget().word(),
                pair.cell(), pair.other(), pair.measure().key(), Integer.toString(pair.difference().seeds()),
                number(pair.difference().interval().value(), 5), number(pair.difference().interval().low(), 5),
                number(pair.difference().interval().high(), 5), pair.verdict().word(),
                pair.difference().seedsThatTell().isPresent() ? Integer.toString(pair.difference().seedsThatTell().getAsInt()) : ""))));
    }

    /** What runs measured beside their losses: a line a cell and metric, means over seeds and updates. */
    static String diagnostics(List<SweepTable> tables) {
        return file("budget,cell,metric,mean", tables.stream().flatMap(table -> table.rows().stream().flatMap(row -> row.diagnostics()
                .entrySet().stream().map(entry -> String.join(",", table.budget().word(), row.cell(), entry.getKey(),
                        number(entry.getValue(), 5))))));
    }

    private static String file(String header, Stream<String> lines) {
        return Stream.concat(Stream.of(header), lines).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Empty for what is not measured or has no bound. */
    private static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "";
    }
}
