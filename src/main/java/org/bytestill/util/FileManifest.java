package org.bytestill.util;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;

/**
 * {@code manifest.json} of a checkpoint: size and SHA-256 of each of its files, written last. A checkpoint is what its manifest
 * says; whoever opens a part of a model asks here first, so that a bit that has changed on a disk is named and does not become a
 * number. Other model folders have no manifest and are not looked at.
 */
public final class FileManifest {
    public static final String NAME = "manifest.json";
    /** A checkpoint's files besides those of a model: two of them, and it is one. */
    private static final List<String> OF_A_CHECKPOINT = List.of(NAME, "state.json", "optimizer.safetensors");
    private static final String FOLDER = "step-\\d+.*";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FileManifest() {}

    /** The manifest of the files that a folder holds now. */
    public static ObjectNode of(Path folder) throws IOException {
        ObjectNode manifest = JSON.createObjectNode().put("schema", 1);
        ObjectNode files = manifest.putObject("files");
        try (Stream<Path> children = Files.list(folder)) {
            for (Path file : children.sorted().toList()) {
                files.putObject(file.getFileName().toString()).put("bytes", Files.size(file)).put("sha256", Sha256.of(file));
            }
        }
        return manifest;
    }

    /**
     * Asked wherever a part of a model is opened.
     *
     * @param model a model's folder or file, of whatever kind
     * @throws UserError if it is a checkpoint and a file is not as it was written
     */
    public static void requireWhole(Path model) {
        Path folder = model.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder) || !isCheckpoint(folder)) {
            return;
        }
        Optional<String> fault = fault(folder);
        // One that is deleted this moment, as a run's older ones are, is not damaged: who opens it is told that it is gone.
        if (fault.isPresent() && Files.isDirectory(folder)) {
            throw damaged(folder, fault.get());
        }
    }

    /** What is told of a checkpoint with a fault. */
    public static UserError damaged(Path folder, String fault) {
        return UserError.corruptFile("%s is a damaged checkpoint: %s. Choose another one, for example the one before it.", folder, fault);
    }

    /** By where it lies, whatever it has lost; elsewhere by what it holds. */
    private static boolean isCheckpoint(Path folder) {
        return isInRun(folder) || OF_A_CHECKPOINT.stream().filter(name -> Files.exists(folder.resolve(name))).count() >= 2;
    }

    private static boolean isInRun(Path folder) {
        Path parent = folder.getParent();
        return parent != null && parent.endsWith("checkpoints") && Files.exists(parent.resolveSibling("run.json"))
                && folder.getFileName().toString().matches(FOLDER);
    }

    /**
     * What is not as it was written in a checkpoint's folder; empty if it is whole. A file is read once in a process, see
     * {@link Sha256#known}.
     */
    public static Optional<String> fault(Path folder) {
        return fault(folder, files -> files.properties().stream().map(written -> fault(folder, written)).flatMap(Optional::stream)
                .findFirst());
    }

    /** The same of one file. */
    public static Optional<String> fault(Path folder, String name) {
        return fault(folder, files -> files.has(name) ? fault(folder, Map.entry(name, files.get(name)))
                : Optional.of(NAME + " does not name " + name));
    }

    private static Optional<String> fault(Path folder, Function<JsonNode, Optional<String>> search) {
        try {
            JsonNode files = JSON.readTree(Files.readAllBytes(folder.resolve(NAME))).path("files");
            return files.isObject() && !files.isEmpty() ? search.apply(files) : Optional.of(NAME + " names no files");
        } catch (NoSuchFileException e) {
            return Optional.of(NAME + " is missing");
        } catch (JsonProcessingException e) {
            return Optional.of(NAME + " is not valid JSON at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            return Optional.of(NAME + " cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> fault(Path folder, Map.Entry<String, JsonNode> written) {
        String name = written.getKey();
        long bytes = written.getValue().path("bytes").asLong();
        try {
            Path file = folder.resolve(name);
            if (!folder.equals(file.getParent()) || !Files.exists(file)) {
                return Optional.of(name + " is missing");
            }
            if (Files.size(file) != bytes) {
                return Optional.of(name + " has " + Files.size(file) + " bytes, " + bytes + " were written");
            }
            return Sha256.known(file).equals(written.getValue().path("sha256").asText()) ? Optional.empty()
                    : Optional.of(name + " has another hash than when it was written");
        } catch (InvalidPathException e) {
            return Optional.of(NAME + " names a file that cannot be: " + e.getReason());
        } catch (IOException e) {
            return Optional.of(name + " cannot be read: " + e.getMessage());
        }
    }
}
