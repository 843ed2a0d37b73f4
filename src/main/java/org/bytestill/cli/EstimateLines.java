package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.plan.MemoryParts;
import org.bytestill.util.Texts;

/** What a run will cost, for people and for programs. */
final class EstimateLines {
    private static final Texts TEXTS = Texts.inFiles("estimate");

    private EstimateLines() {}

    static void put(ObjectNode object, Estimate estimate) {
        object.put("convertSecondsLow", estimate.convertSecondsLow()).put("convertSecondsHigh", estimate.convertSecondsHigh())
                .put("trainSecondsLow", estimate.trainSecondsLow()).put("trainSecondsHigh", estimate.trainSecondsHigh())
                .put("convertMemoryBytes", estimate.convertMemoryBytes()).put("trainMemoryBytes", estimate.trainMemoryBytes())
                .put("availableMemoryBytes", estimate.availableMemoryBytes()).put("diskBytes", estimate.diskBytes())
                .put("freeDiskBytes", estimate.freeDiskBytes()).put("trainBytes", estimate.trainBytes()).put("updates", estimate.updates())
                .put("bytesPerUpdate", estimate.bytesPerUpdate()).put("passes", estimate.passes())
                .put("teacherParameters", estimate.teacherParameters()).put("studentParameters", estimate.studentParameters())
                .put("trainedParameters", estimate.trainedParameters());
        put(object.putObject("convertMemory"), estimate.convertMemory());
        put(object.putObject("trainMemory"), estimate.trainMemory());
        object.put("origin", estimate.basis().origin().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("pastRuns", estimate.basis().runs()).put("memoryMeasured", estimate.basis().knowsMemory());
    }

    private static void put(ObjectNode object, MemoryParts parts) {
        parts.bytes().forEach((part, bytes) -> object.put(part.word(), bytes));
    }

    static void print(Estimate estimate, Terminal terminal) {
        terminal.line("  text        %,d bytes, seen %.1f times in %,d updates", estimate.trainBytes(), estimate.passes(),
                estimate.updates());
        terminal.line("  models      teacher %,d parameters, student %,d, trained %,d", estimate.teacherParameters(),
                estimate.studentParameters(), estimate.trainedParameters());
        terminal.line("  conversion  %s to %s, %s of memory%s", Labels.duration(estimate.convertSecondsLow()),
                Labels.duration(estimate.convertSecondsHigh()), Labels.memory(estimate.convertMemoryBytes()),
                parts(estimate.convertMemory()));
        terminal.line("  training    %s to %s, %s of memory (%s free)%s", Labels.duration(estimate.trainSecondsLow()),
                Labels.duration(estimate.trainSecondsHigh()), Labels.memory(estimate.trainMemoryBytes()),
                Labels.memory(estimate.availableMemoryBytes()), parts(estimate.trainMemory()));
        terminal.line("  disk        %s (%s free)", Labels.disk(estimate.diskBytes()), Labels.disk(estimate.freeDiskBytes()));
        terminal.line("  known       %s", TEXTS.get("origin." + estimate.basis().origin().name().toLowerCase(Locale.ROOT),
                estimate.basis().runs()));
    }

    private static String parts(MemoryParts parts) {
        return parts.bytes().isEmpty() ? "" : ": " + parts.bytes().entrySet().stream()
                .map(part -> TEXTS.get("part." + part.getKey().word()) + " " + Labels.memory(part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
