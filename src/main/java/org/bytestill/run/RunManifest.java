package org.bytestill.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The manifest of a run, {@code run.json}: its state and progress, its models and data, the machine and versions. Rewritten as a whole at
 * every change, so readers see a consistent one. Values that only people and scripts read (hashes, versions, device) are set by name.
 */
public final class RunManifest {
    public static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Damaged files that were told: they are read several times a second. */
    private static final Set<Path> SAID = ConcurrentHashMap.newKeySet();

    private final RunFolder folder;
    private final ObjectNode root;
    private boolean isDamaged;

    private RunManifest(RunFolder folder, ObjectNode root) {
        this.folder = folder;
        this.root = root;
    }

    public static RunManifest create(RunFolder folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA).put("startedAt", Instant.now().toString());
        return new RunManifest(folder, root);
    }

    /**
     * Reads the file. What it says is only a summary: of a damaged one the state is {@link RunState#INTERRUPTED}, so that the run can be
     * resumed, and {@link #write} sets it aside.
     *
     * @throws UserError if it was written by a later version of the program, or cannot be read at all
     */
    public static RunManifest read(RunFolder folder) {
        try {
            return JSON.readTree(Files.readAllBytes(folder.manifest())) instanceof ObjectNode root ? of(folder, root)
                    : damaged(folder, "it holds no object");
        } catch (JsonProcessingException e) {
            return damaged(folder, JsonFile.reason(e));
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder.manifest(), e.getMessage()).causedBy(e);
        }
    }

    /** When the run was started first. */
    public Instant startedAt() {
        try {
            return Instant.parse(root.path("startedAt").asText());
        } catch (DateTimeParseException e) {
            throw UserError.corruptFile("%s: startedAt is not a time.", folder.manifest()).causedBy(e);
        }
    }

    private static RunManifest of(RunFolder folder, ObjectNode root) {
        int schema = root.path("schema").asInt(0);
        if (schema > SCHEMA) {
            throw UserError.badInput("%s is version %d; this program reads up to %d. Use a newer Bytestill.", folder.manifest(), schema,
                    SCHEMA);
        }
        String state = root.path("state").asText(RunState.DRAFT.name());
        return Arrays.stream(RunState.values()).anyMatch(known -> known.name().equals(state)) ? new RunManifest(folder, root)
                : damaged(folder, "state \"" + Quoted.of(state) + "\" is not known");
    }

    private static RunManifest damaged(RunFolder folder, String why) {
        if (SAID.add(folder.manifest())) {
            LoggerFactory.getLogger(RunManifest.class)
                    .warn("{} is damaged: {}. Checkpoints and logs are read without it; resuming the run writes it anew.",
                            folder.manifest(), why);
        }
        RunManifest manifest = create(folder).state(RunState.INTERRUPTED);
        manifest.isDamaged = true;
        return manifest;
    }

    /** The JSON tree, to read and change; {@link #write} saves it. */
    public ObjectNode root() {
        return root;
    }

    public RunState state() {
        return RunState.valueOf(root.path("state").asText(RunState.DRAFT.name()));
    }

    public RunManifest state(RunState state) {
        root.put("state", state.name());
        return this;
    }

    /** True if the run is paused and no process holds it: its memory is free. */
    public boolean isResting() {
        return state() == RunState.PAUSED && root.path("resting").asBoolean();
    }

    public RunManifest resting(boolean resting) {
        root.remove("resting");
        if (resting) {
            root.put("resting", true);
        }
        return this;
    }

    /** The exit code of a failed run; {@link ExitCode#INTERNAL_ERROR} if none was recorded. */
    public ExitCode failure() {
        String name = root.path("failure").asText();
        return Arrays.stream(ExitCode.values()).filter(code -> code.name().equals(name)).findFirst().orElse(ExitCode.INTERNAL_ERROR);
    }

    /** @param code exit code of the failure; null if the run has not failed or is resumed */
    public RunManifest failure(@Nullable ExitCode code) {
        root.remove("failure");
        if (code != null) {
            root.put("failure", code.name());
        }
        return this;
    }

    public synchronized void write() {
        if (isDamaged) {
            AtomicFile.setAside(folder.manifest());
            isDamaged = false;
        }
        root.put("changedAt", Instant.now().toString());
        try {
            AtomicFile.write(folder.manifest(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
