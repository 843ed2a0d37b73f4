package org.bytestill.engine.sweep.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.engine.sweep.Cell;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;
import org.bytestill.evaluate.DocumentBootstrap;

/** A report as one page of HTML with its charts inside: opened anywhere, it needs no other file and no network. */
final class SweepHtml {
    private static final String STYLE = "body{font:14px sans-serif;margin:2em;max-width:75em;color:#222}table{border-collapse:collapse;margin:1em 0}"
            + "td,th{padding:2px 8px;border-bottom:1px solid #ddd;text-align:right}td:first-child,th:first-child{text-align:left}"
            + "pre{background:#f6f6f6;padding:1em;overflow:auto}.better{background:#d9f0e4}.worse{background:#fbe3d6}.small{font-size:11px}";
    private static final String[] WORDS = {"better", "worse", "cannot tell"};

    private final SweepReport report;
    private final StringBuilder html = new StringBuilder();

    SweepHtml(SweepReport report) {
        this.report = report;
    }

    String page() {
        add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title><style>%s</style></head><body>\n",
                escaped(report.sweep().name()), STYLE);
        add("<h1>%s</h1>\n", escaped(report.sweep().name()));
        report.tables().forEach(this::table);
        diagnostics(report.tables().get(0));
        howToRead();
        howToRepeat();
        return html.append("</body></html>\n").toString();
    }

    private void table(SweepTable table) {
        add("<h2>At %s</h2>\n%s<table><tr><th></th><th>seeds</th><th>updates</th>", table.budget().title(), new SweepChart(table).svg());
        for (Measure measure : Measure.values()) {
            add("<th>%s</th><th>than %s</th>", measure.title(), escaped(report.sweep().baseline()));
        }
        add("<th>bytes</th><th>with teacher</th><th>ms/update</th></tr>\n");
        for (SweepTable.Row row : table.rows()) {
            add("<tr><td>%s</td><td>%d</td><td>%d</td>", escaped(row.cell()), row.seeds().size(), row.updates());
            for (Measure measure : Measure.values()) {
                add("<td>%s</td>", row.figures().get(measure).written(measure));
                verdict(table.pair(row.cell(), report.sweep().baseline(), measure));
            }
            add("<td>%,.0f</td><td>%,.0f</td><td>%.0f</td></tr>\n", row.bytes(), row.teacherBytes(), 1000 * row.secondsPerUpdate());
        }
        add("</table>\n");
        for (Measure measure : Measure.values()) {
            matrix(table, measure);
        }
    }

    private void verdict(Optional<SweepTable.Pair> pair) {
        add("<td class=\"%s\">%s</td>", pair.map(known -> known.verdict().word()).orElse(""), pair.map(SweepTable.Pair::words).orElse(""));
    }

    /** Every two cells: what is told of the one of the line against the one of the column, with the difference and its interval. */
    private void matrix(SweepTable table, Measure measure) {
        List<String> names = table.rows().stream().map(SweepTable.Row::cell).toList();
        add("<details><summary>Every two by %s</summary><table class=\"small\"><tr><th></th>", measure.title());
        names.forEach(name -> add("<th>%s</th>", escaped(name)));
        add("</tr>\n");
        for (String name : names) {
            add("<tr><td>%s</td>", escaped(name));
            for (String other : names) {
                table.pair(name, other, measure).ifPresentOrElse(pair -> add("<td class=\"%s\" title=\"%s to %s\">%s<br>%s</td>",
                        pair.verdict().word(), measure.written(pair.difference().interval().low()),
                        measure.written(pair.difference().interval().high()), measure.written(pair.difference().interval().value()),
                        pair.words()), () -> add("<td></td>"));
            }
            add("</tr>\n");
        }
        add("</table></details>\n");
    }

    /** Means over updates and seeds: what of the teacher reaches the student, and how strongly each term pulls. */
    private void diagnostics(SweepTable table) {
        List<String> keys = table.rows().stream().flatMap(row -> row.diagnostics().keySet().stream()).distinct().sorted().toList();
        if (keys.isEmpty()) {
            return;
        }
        add("<h2>Diagnostics</h2><table class=\"small\"><tr><th></th>");
        keys.forEach(key -> add("<th>%s</th>", escaped(key)));
        add("</tr>\n");
        for (SweepTable.Row row : table.rows().subList(1, table.rows().size())) {
            add("<tr><td>%s</td>", escaped(row.cell()));
            keys.forEach(key -> add("<td>%s</td>", row.diagnostics().containsKey(key)
                    ? String.format(Locale.ROOT, "%.3f", row.diagnostics().get(key)) : ""));
            add("</tr>\n");
        }
        add("</table>\n");
    }

    private void howToRead() {
        add("<h2>How to read it</h2><p>A figure is the mean over seeds; in 95 of 100 repetitions with as many other seeds the mean is no"
                + " further away than the number behind ±. The words are %s: a difference, paired by seed and by validation document, is"
                + " told if its 95 %% interval leaves out 0. The interval adds the squares of two errors: of seeds, by Student's t, and of"
                + " documents, by %,d bootstrap draws with seed %d. Where it cannot be told, the number of seeds is given that would tell a"
                + " difference of this size in four of five repetitions. Of twenty pairs that do not differ, one is told apart by"
                + " chance.</p>\n", String.join(", ", WORDS), DocumentBootstrap.RESAMPLES, DocumentBootstrap.SEED);
    }

    private void howToRepeat() {
        add("<h2>How to repeat it</h2><table>");
        report.provenance().lines().forEach((name, text) -> add("<tr><td>%s</td><td style=\"text-align:left\">%s</td></tr>", name,
                escaped(text)));
        add("<tr><td>Seeds</td><td style=\"text-align:left\">%s</td></tr></table>\n<pre>", report.sweep().seeds());
        for (Cell cell : report.sweep().cells()) {
            add("%s: %s\n", escaped(cell.name()), escaped(cell.values().toString()));
        }
        add("</pre><details><summary>The configuration that all start from</summary><pre>%s</pre></details>\n",
                escaped(report.provenance().configuration()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private void add(String format, Object... arguments) {
        html.append(String.format(Locale.ROOT, format, arguments));
    }
}
