package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.engine.run.RunSummary;

/** A run of a list as an object for programs. */
final class RunLines {
    private RunLines() {}

    /** @param bytes of its files */
    static ObjectNode object(String kind, RunSummary run, long bytes) {
        ObjectNode object = Terminal.object(kind).put("folder", run.folder().toString()).put("name", run.name())
                .put("state", run.broken().isEmpty() ? StatusCommand.word(run.state()) : "unreadable").put("broken", run.broken())
                .put("teacher", run.teacher()).put("student", run.student()).put("update", run.update()).put("updates", run.updates())
                .put("bestUpdate", run.bestUpdate()).put("bestKlBits", Terminal.finite(run.bestKlBits()))
                .put("bestBitsPerByte", Terminal.finite(run.bestBitsPerByte())).put("bytes", run.bytes()).put("sizeBytes", bytes);
        if (run.startedAt() != null) {
            object.put("startedAt", run.startedAt().toString());
        }
        if (run.changedAt() != null) {
            object.put("changedAt", run.changedAt().toString());
        }
        return object;
    }
}
