package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.util.JsonLines;

/**
 * The exports that were made of a run, in its manifest. While a process computes the run, which then owns the manifest, they are noted in a
 * file beside it, and moved by the next export that may.
 */
public final class ExportRecords {
    private static final String WAITING = "exports.jsonl";

    private ExportRecords() {}

    /** All of them, the newest first. */
    public static List<ExportRecord> of(Path run) {
        RunFolder folder = RunFolder.existing(run);
        List<JsonNode> nodes = new ArrayList<>();
        RunManifest.read(folder).root().path("exports").forEach(nodes::add);
        nodes.addAll(waiting(folder));
        return nodes.stream().map(ExportRecord::read).flatMap(Optional::stream).distinct()
                .sorted(Comparator.comparing(ExportRecord::at).reversed()).toList();
    }

    private static List<JsonNode> waiting(RunFolder run) {
        List<JsonNode> nodes = new ArrayList<>();
        Path file = run.path().resolve(WAITING);
        if (Files.exists(file)) {
            new JsonLines(file).readNew(nodes::add);
        }
        return nodes;
    }

    static void add(RunFolder run, ObjectNode export) {
        try {
            if (RunLock.holder(run).isPresent()) {
                new JsonLines(run.path().resolve(WAITING)).append(export);
                return;
            }
            RunManifest manifest = RunManifest.read(run);
            ArrayNode exports = exports(manifest.root());
            waiting(run).forEach(exports::add);
            exports.add(export);
            manifest.write();
            Files.deleteIfExists(run.path().resolve(WAITING));
        } catch (IOException e) {
            throw UserError.disk("The export is written, but %s cannot note it: %s.", run.path(), e.getMessage()).causedBy(e);
        }
    }

    /** The list of exports; one that is damaged is begun anew. */
    private static ArrayNode exports(ObjectNode manifest) {
        return manifest.path("exports") instanceof ArrayNode exports ? exports : manifest.putArray("exports");
    }
}
