package org.bytestill.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a run, {@code run.json}: its state and progress, its models and data, the machine and versions. Rewritten as a whole at
 * every change, so readers see a consistent one. Values that only people and scripts read (hashes, versions, device) are set by name.
 */
public final class RunManifest {
    public static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;
    private final ObjectNode root;

    private RunManifest(RunFolder folder, ObjectNode root) {
        this.folder = folder;
        this.root = root;
    }

    public static RunManifest create(RunFolder folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA).put("startedAt", Instant.now().toString());
        return new RunManifest(folder, root);
    }

    /** UserError if the file is damaged, or was written by a later version of the program. */
    public static RunManifest read(RunFolder folder) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(Files.readString(folder.manifest()));
            int schema = root.path("schema").asInt(0);
            if (schema > SCHEMA) {
                throw UserError.badInput("%s is version %d; this program reads up to %d. Use a newer Bytestill.", folder.manifest(), schema,
                        SCHEMA);
            }
            return new RunManifest(folder, root);
        } catch (JsonProcessingException | ClassCastException e) {
            throw UserError.corruptFile("%s is not valid JSON: the file is damaged.", folder.manifest()).causedBy(e);
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

    /** The JSON tree, to read and change; {@link #write} saves it. */
    public ObjectNode root() {
        return root;
    }

    public RunState state() {
        String name = root.path("state").asText(RunState.DRAFT.name());
        try {
            return RunState.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw UserError.corruptFile("%s: state \"%s\" is not known.", folder.manifest(), name).causedBy(e);
        }
    }

    public RunManifest state(RunState state) {
        root.put("state", state.name());
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
        root.put("changedAt", Instant.now().toString());
        try {
            AtomicFile.write(folder.manifest(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
