package org.bytestill.engine.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.dryrun.DryRunFinding.Outcome;

/** How the process of a dry run tells the one that started it: a JSON object a line, named by {@code kind}. */
final class DryRunProtocol {
    static final String PROGRESS = "progress";
    static final String FINDING = "finding";
    static final String REPORT = "report";
    static final String REFUSED = "refused";
    private static final ObjectMapper JSON = new ObjectMapper();

    private DryRunProtocol() {}

    /** Writes to a stream whatever a dry run tells. */
    static final class Writer implements DryRunListener {
        private final PrintStream out;

        Writer(PrintStream out) {
            this.out = out;
        }

        @Override
        public boolean progress(DryRunStage stage, long done, long total) {
            return write(object(PROGRESS).put("stage", stage.name()).put("done", done).put("total", total));
        }

        @Override
        public void found(DryRunFinding finding) {
            write(object(FINDING).put("stage", finding.stage().name()).put("outcome", finding.outcome().name()).put("text", finding.text())
                    .put("cure", finding.cure()));
        }

        void ended(DryRunReport report) {
            ObjectNode object = object(REPORT).put("seconds", report.seconds());
            object.set("said", JSON.valueToTree(report.said()));
            object.set("used", JSON.valueToTree(report.used()));
            write(object);
        }

        void refused(int exitCode, String sentence) {
            write(object(REFUSED).put("exit", exitCode).put("text", sentence));
        }

        private synchronized boolean write(ObjectNode object) {
            out.println(object);
            return !out.checkError();
        }

        private static ObjectNode object(String kind) {
            return JSON.createObjectNode().put("kind", kind);
        }
    }

    static JsonNode read(String line) throws IOException {
        return JSON.readTree(line);
    }

    static DryRunFinding finding(JsonNode line) {
        return new DryRunFinding(DryRunStage.valueOf(line.path("stage").asText()), Outcome.valueOf(line.path("outcome").asText()),
                line.path("text").asText(), line.path("cure").asText());
    }

    static DryRunReport report(JsonNode line, List<DryRunFinding> findings) throws IOException {
        return new DryRunReport(List.copyOf(new ArrayList<>(findings)), JSON.treeToValue(line.path("said"), PhaseCost.class),
                JSON.treeToValue(line.path("used"), PhaseCost.class), line.path("seconds").asDouble());
    }
}
