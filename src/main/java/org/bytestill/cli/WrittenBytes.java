package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.bytestill.engine.job.GenerateBytesReport;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.GenerateBytesService;
import org.bytestill.generation.GeneratedBytes;
import org.bytestill.problem.ExitCode;

/** What {@code bytestill generate --bytes} prints: whole characters as they are written, or the bytes with their probabilities as JSON. */
final class WrittenBytes {
    private final GenerateBytesRequest request;
    private final Terminal terminal;

    WrittenBytes(GenerateBytesRequest request, Terminal terminal) {
        this.request = request;
        this.terminal = terminal;
    }

    ExitCode write() {
        boolean streams = !terminal.isJson() && request.prompts().size() == 1;
        try (Signals signals = new Signals(() -> {})) {
            GenerateBytesReport report = new GenerateBytesService().generate(request, (prompt, outcome, logProbability, text) -> {
                if (streams) {
                    terminal.piece(text);
                }
                return !signals.received();
            });
            report.notes().forEach(note -> terminal.note("%s", note));
            if (terminal.isJson()) {
                printObjects(report);
            } else if (streams) {
                terminal.line("");
            } else {
                print(report);
            }
            terminal.note("%s", summary(report));
            return signals.received() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private static String summary(GenerateBytesReport report) {
        String bytes = String.format(Locale.ROOT, "%,d bytes in %.1f s (%.1f a second)", report.bytes(), report.seconds(),
                report.bytes() / report.seconds());
        GeneratedBytes first = report.texts().get(0);
        return report.texts().size() > 1 ? bytes + "."
                : bytes + "; ended by: " + GenerateCommand.ending(first.reason(), first.stopString(), "--max-new-bytes") + ".";
    }

    private void print(GenerateBytesReport report) {
        for (int i = 0; i < report.texts().size(); i++) {
            terminal.line("== %d: %s", i + 1, GenerateCommand.beginning(request.prompts().get(i)));
            terminal.line("%s", report.texts().get(i).text());
        }
    }

    private void printObjects(GenerateBytesReport report) {
        for (int i = 0; i < report.texts().size(); i++) {
            terminal.data(object(i + 1, report.texts().get(i)));
        }
        ObjectNode end = Terminal.object("generated").put("prompts", report.texts().size()).put("bytes", report.bytes())
                .put("seconds", report.seconds()).put("bytesPerSecond", report.bytes() / report.seconds())
                .put("modelRows", report.modelRows()).put("mix", request.blend().kind().word());
        ArrayNode models = end.putArray("models");
        report.models().forEach(model -> models.add(model.toString()));
        ArrayNode weights = end.putArray("weights");
        for (double weight : request.blend().weights()) {
            weights.add(weight);
        }
        terminal.data(end);
    }

    private static ObjectNode object(int prompt, GeneratedBytes text) {
        ObjectNode object = Terminal.object("generate").put("prompt", prompt).put("text", text.text()).put("reason", text.reason().word())
                .put("stopString", text.stopString()).put("ended", text.ended());
        ArrayNode bytes = object.putArray("bytes");
        for (byte value : text.bytes()) {
            bytes.add(value & 0xFF);
        }
        ArrayNode outcomes = object.putArray("outcomes");
        ArrayNode probabilities = object.putArray("probabilities");
        for (int i = 0; i < text.outcomes().length; i++) {
            outcomes.add(text.outcomes()[i]);
            probabilities.add(text.probabilities()[i]);
        }
        return object;
    }
}
