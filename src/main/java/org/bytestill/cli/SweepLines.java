package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;

/** A table of a sweep on the terminal: figures with intervals, and a word against the baseline behind each. */
final class SweepLines {
    private static final String FORMAT = "%-26s %5s %7s  %-17s %-30s  %-17s %-30s  %-15s %-30s  %s";

    private SweepLines() {}

    static void print(SweepTable table, String baseline, Terminal terminal) {
        if (terminal.isJson()) {
            table.rows().forEach(row -> terminal.data(row(row, table)));
            table.pairs().forEach(pair -> terminal.data(pair(pair, table)));
            return;
        }
        terminal.line("");
        terminal.line(FORMAT, table.budget().title(), "seeds", "updates", "bits/byte", "than " + baseline, "KL, bits/byte", "",
                "top-1, %", "", "ms/update");
        for (SweepTable.Row row : table.rows()) {
            Object[] cells = Stream.concat(Stream.of(row.cell(), row.seeds().size(), row.updates()),
                    Stream.concat(Stream.of(Measure.values()).flatMap(measure -> Stream.of(row.figures().get(measure).written(measure),
                            table.pair(row.cell(), baseline, measure).map(SweepTable.Pair::words).orElse(""))),
                            Stream.of(row.updates() == 0 ? "" : String.format("%.0f", 1000 * row.secondsPerUpdate()))))
                    .toArray();
            terminal.line(FORMAT, cells);
        }
    }

    private static ObjectNode row(SweepTable.Row row, SweepTable table) {
        ObjectNode node = Terminal.object("sweepRow").put("equal", table.budget().word()).put("cell", row.cell())
                .put("seeds", row.seeds().size()).put("updates", row.updates()).put("supervisedBytes", row.bytes())
                .put("teacherBytes", row.teacherBytes()).put("secondsPerUpdate", row.secondsPerUpdate());
        for (Measure measure : Measure.values()) {
            node.putObject(measure.key()).put("mean", Terminal.finite(row.figures().get(measure).mean())).put("half",
                    Terminal.finite(row.figures().get(measure).half()));
        }
        return node;
    }

    private static ObjectNode pair(SweepTable.Pair pair, SweepTable table) {
        ObjectNode node = Terminal.object("sweepPair").put("equal", table.budget().word()).put("cell", pair.cell())
                .put("other", pair.other()).put("measure", pair.measure().key()).put("seeds", pair.difference().seeds())
                .put("difference", pair.difference().interval().value()).put("low", Terminal.finite(pair.difference().interval().low()))
                .put("high", Terminal.finite(pair.difference().interval().high())).put("verdict", pair.verdict().word());
        pair.difference().seedsThatTell().ifPresent(seeds -> node.put("seedsThatTell", seeds));
        return node;
    }
}
