package org.bytestill.engine.sweep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;
import org.jspecify.annotations.Nullable;

/** A report as JSON for programs: everything that is in the page. */
final class SweepJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA = 1;

    private SweepJson() {}

    static String of(SweepReport report) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA).put("name", report.sweep().name())
                .put("baseline", report.sweep().baseline()).put("hash", report.provenance().hash())
                .put("bytestill", report.provenance().version()).put("machine", report.provenance().machine())
                .put("texts", report.provenance().texts());
        report.sweep().seeds().forEach(root.putArray("seeds")::add);
        ObjectNode cells = root.putObject("cells");
        report.sweep().cells().forEach(cell -> cell.values().forEach(cells.putObject(cell.name())::put));
        report.results().forEach(root.putArray("runs")::addPOJO);
        ArrayNode tables = root.putArray("tables");
        report.tables().forEach(table -> tables.add(table(table)));
        root.put("configuration", report.provenance().configuration());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of plain values is always written", e);
        }
    }

    private static ObjectNode table(SweepTable table) {
        ObjectNode node = JSON.createObjectNode().put("equal", table.budget().word());
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(row -> rows.add(row(row)));
        ArrayNode pairs = node.putArray("pairs");
        table.pairs().forEach(pair -> pairs.add(pair(pair)));
        return node;
    }

    private static ObjectNode row(SweepTable.Row row) {
        ObjectNode node = JSON.createObjectNode().put("cell", row.cell()).put("updates", row.updates())
                .put("supervisedBytes", row.bytes()).put("teacherBytes", row.teacherBytes()).put("seconds", row.seconds())
                .put("secondsPerUpdate", row.secondsPerUpdate());
        row.seeds().forEach(node.putArray("seeds")::add);
        for (Measure measure : Measure.values()) {
            node.putObject(measure.key()).put("mean", finite(row.figures().get(measure).mean()))
                    .put("half", finite(row.figures().get(measure).half()));
        }
        return node;
    }

    private static ObjectNode pair(SweepTable.Pair pair) {
        ObjectNode node = JSON.createObjectNode().put("cell", pair.cell()).put("other", pair.other()).put("measure", pair.measure().key())
                .put("seeds", pair.difference().seeds()).put("difference", pair.difference().interval().value())
                .put("low", finite(pair.difference().interval().low())).put("high", finite(pair.difference().interval().high()))
                .put("verdict", pair.verdict().word());
        pair.difference().seedsThatTell().ifPresent(seeds -> node.put("seedsThatTell", seeds));
        return node;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
