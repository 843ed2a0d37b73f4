package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.run.NotesFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of runs, read from the manifest without opening the logs.
 *
 * @param broken reason why the folder could not be read, or empty
 * @param tags   words a person gave it; none if they cannot be read
 */
public record RunSummary(Path folder, String name, RunState state, String teacher, String student, int update, int updates,
        double bestKlBits, double bestBitsPerByte, int bestUpdate, long bytes, double bytesPerSecond, @Nullable Instant changedAt,
        String broken, @Nullable Instant startedAt, List<String> tags) {
    public RunSummary {
        tags = List.copyOf(tags);
    }

    /** One whose start is not known. */
    public RunSummary(Path folder, String name, RunState state, String teacher, String student, int update, int updates, double bestKlBits,
            double bestBitsPerByte, int bestUpdate, long bytes, double bytesPerSecond, @Nullable Instant changedAt, String broken) {
        this(folder, name, state, teacher, student, update, updates, bestKlBits, bestBitsPerByte, bestUpdate, bytes, bytesPerSecond,
                changedAt,
                broken, null, List.of());
    }

    private static List<String> tags(RunFolder folder) {
        try {
            return NotesFile.read(folder).tags();
        } catch (UserError e) {
            return List.of(); // told where notes are written
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** From {@code run.json} alone, so that a list of many long runs opens at once. */
    public static RunSummary of(Path path) {
        RunFolder folder = new RunFolder(path.toAbsolutePath().normalize());
        try {
            RunManifest manifest = RunManifest.read(folder);
            JsonNode root = manifest.root();
            return new RunSummary(folder.path(), root.path("name").asText(path.getFileName().toString()),
                    RemoteRun.stateOf(folder, manifest), root.path("teacher").asText(), root.path("student").asText(),
                    root.path("update").asInt(), root.path("updates").asInt(), root.path("bestKlBits").asDouble(Double.NaN),
                    root.path("bestBitsPerByte").asDouble(Double.NaN), root.path("bestUpdate").asInt(-1), root.path("bytes").asLong(),
                    root.path("bytesPerSecond").asDouble(), instant(root.path("changedAt").asText()), "",
                    instant(root.path("startedAt").asText()), tags(folder));
        } catch (UserError e) {
            return new RunSummary(folder.path(), path.getFileName().toString(), RunState.FAILED, "", "", 0, 0, Double.NaN, Double.NaN, -1,
                    0, 0, null, e.getMessage());
        }
    }
}
