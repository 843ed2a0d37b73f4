package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.bytestill.engine.job.ExportRecord;
import org.bytestill.engine.job.ExportRecords;
import org.bytestill.export.ExportComparison;
import org.bytestill.export.HeadComparison;

/** What {@code export --list} and {@code export --diff} print. */
final class ExportList {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int MOST_WEIGHTS = 5;

    private ExportList() {}

    static void print(Path run, Terminal terminal) {
        List<ExportRecord> records = ExportRecords.of(run);
        if (records.isEmpty() && !terminal.isJson()) {
            terminal.line("Nothing has been exported of this run.");
        }
        for (ExportRecord record : records) {
            if (terminal.isJson()) {
                terminal.data(object(record));
            } else {
                terminal.line("%s  update %d  %s %s  %s  %s  %s%s", TIME.format(record.at()), record.update(), record.format(),
                        record.type(),
                        record.sizeBytes() == 0 ? "size not noted" : Labels.disk(record.sizeBytes()), proof(record), record.folder(),
                        record.isThere() ? "" : " (not there any more)");
            }
        }
    }

    private static String proof(ExportRecord record) {
        return record.roundingKlBits() == 0
                ? String.format(Locale.ROOT, "logits within %.2g", record.largestDifference())
                : String.format(Locale.ROOT, "%.2g bits KL a token, same top token at %.1f %%", record.roundingKlBits(),
                        100 * record.top1Equal());
    }

    private static ObjectNode object(ExportRecord record) {
        return Terminal.object("exported").put("at", record.at().toString()).put("folder", record.folder().toString())
                .put("update", record.update()).put("format", record.format()).put("precision", record.type())
                .put("sizeBytes", record.sizeBytes()).put("maxAbsLogitDifference", Terminal.finite(record.largestDifference()))
                .put("top1Equal", Terminal.finite(record.top1Equal())).put("roundingKlBits", Terminal.finite(record.roundingKlBits()))
                .put("isThere", record.isThere());
    }

    static void printDifferences(Path first, Path second, Terminal terminal) {
        ExportComparison found = ExportComparison.of(first, second);
        if (terminal.isJson()) {
            terminal.data(object(found));
            return;
        }
        found.files().forEach((name, what) -> terminal.line("%s: %s", name.isEmpty() ? "the file" : name, what));
        terminal.line("%d of %d weights are equal to the bit.", found.equal(), found.weights());
        found.differences().entrySet().stream().limit(MOST_WEIGHTS)
                .forEach(weight -> terminal.line("  %s: largest difference %.3g", weight.getKey(), weight.getValue()));
        found.other().forEach(name -> terminal.line("  %s: only in one of them, or in another shape", name));
        terminal.line(found.tokens().isEmpty() ? "They cut texts into different tokens, so what they predict is not compared."
                : predictions(found.tokens().get(0)));
    }

    private static String predictions(HeadComparison tokens) {
        return String.format(Locale.ROOT, "At %d positions of the probe texts: KL %.3g bits a token, same most probable token at %.1f %%.",
                tokens.positions(), tokens.klBits(), 100 * tokens.top1Equal());
    }

    private static ObjectNode object(ExportComparison found) {
        ObjectNode object = Terminal.object("exportDifferences").put("weights", found.weights()).put("equal", found.equal());
        found.files().forEach(object.putObject("files")::put);
        ObjectNode weights = object.putObject("differences");
        found.differences().forEach((name, difference) -> weights.put(name, Terminal.finite(difference)));
        object.set("other", Terminal.array(found.other()));
        found.tokens().forEach(tokens -> object.put("positions", tokens.positions()).put("klBits", Terminal.finite(tokens.klBits()))
                .put("top1Equal", Terminal.finite(tokens.top1Equal())));
        return object;
    }
}
