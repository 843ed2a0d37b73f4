package org.bytestill.engine.sweep.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;

/** Tables of a sweep as Markdown, one a budget: figures with intervals, and what can be told of each cell against the baseline. */
final class SweepMarkdown {
    private SweepMarkdown() {}

    static String of(SweepReport report) {
        String provenance = report.provenance().lines().entrySet().stream().map(line -> "- " + line.getKey() + ": " + line.getValue())
                .collect(Collectors.joining("\n"));
        return "# " + report.sweep().name() + "\n\n" + provenance + "\n- Seeds: " + report.sweep().seeds() + "\n" + report.tables().stream()
                .map(table -> "\n## " + table.budget().title() + "\n\n" + table(table, report.sweep().baseline()))
                .collect(Collectors.joining());
    }

    static String table(SweepTable table, String baseline) {
        StringBuilder text = new StringBuilder("| | seeds | updates | ");
        for (Measure measure : Measure.values()) {
            text.append(measure.title()).append(" | ");
        }
        text.append("than ").append(baseline).append(": bits, KL | cost |\n|---|---|---|---|---|---|---|---|\n");
        double unit = table.rows().stream().filter(row -> row.cell().equals(baseline)).mapToDouble(SweepTable.Row::secondsPerUpdate)
                .findFirst().orElse(Double.NaN);
        table.rows().forEach(row -> text.append(row(row, table, baseline, unit)));
        return text.toString();
    }

    private static String row(SweepTable.Row row, SweepTable table, String baseline, double unit) {
        String figures = List.of(Measure.values()).stream().map(measure -> row.figures().get(measure).written(measure))
                .collect(Collectors.joining(" | "));
        String words = List.of(Measure.BITS, Measure.KL).stream()
                .map(measure -> table.pair(row.cell(), baseline, measure).map(SweepTable.Pair::words).orElse(""))
                .filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
        String cost = row.secondsPerUpdate() > 0 && unit > 0 ? String.format(Locale.ROOT, "%.1f", row.secondsPerUpdate() / unit) : "";
        return "| `" + row.cell() + "` | " + row.seeds().size() + " | " + row.updates() + " | " + figures + " | " + words + " | " + cost
                + " |\n";
    }
}
