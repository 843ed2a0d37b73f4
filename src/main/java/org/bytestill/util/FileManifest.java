package org.bytestill.util;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
 * The checksum manifest of a checkpoint, {@code manifest.json}: size and SHA-256 of each file, written last. Every reader of a model
 * verifies it first, so that a flipped bit on a disk is reported and does not become a wrong number. Other model folders have no manifest
 * and are not verified.
 */
public final class FileManifest {
    public static final String NAME = "manifest.json";
    /** Files that a checkpoint has in addition to those of a model: a folder with two of them is a checkpoint. */
    private static final List<String> OF_A_CHECKPOINT = List.of(NAME, "state.json", "optimizer.safetensors");
    private static final String FOLDER = "step-\\d+.*";
    private static final int SCHEMA = 1;
    /** Something behind the object is damage too. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FileManifest() {}

    /** Computes the manifest of the present files of a folder. */
    public static ObjectNode of(Path folder) throws IOException {
        ObjectNode manifest = JSON.createObjectNode().put("schema", SCHEMA);
        ObjectNode files = manifest.putObject("files");
        try (Stream<Path> children = Files.list(folder)) {
            for (Path file : children.sorted().toList()) {
                files.putObject(file.getFileName().toString()).put("bytes", Files.size(file)).put("sha256", Sha256.of(file));
            }
        }
        return manifest;
    }

    /**
     * Verifies a model before it is opened.
     *
     * @param model a folder or file of any kind of model
     * @throws UserError if it is a checkpoint and one of its files has changed
     */
    public static void requireWhole(Path model) {
        Path folder = model.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder) || !isCheckpoint(folder)) {
            return;
        }
        Optional<String> fault = fault(folder);
        // A checkpoint that is just being deleted, as a run deletes its older ones, is not damaged: opening it reports that it is gone.
        if (fault.isPresent() && Files.isDirectory(folder)) {
            throw damaged(folder, fault.get());
        }
    }

    /** The error for a damaged checkpoint. */
    public static UserError damaged(Path folder, String fault) {
        return UserError.corruptFile("%s is a damaged checkpoint: %s. Choose another one, for example the one before it.", folder, fault);
    }

    /** In a run folder by its path, whatever files are missing; elsewhere by its files. */
    private static boolean isCheckpoint(Path folder) {
        return isInRun(folder) || OF_A_CHECKPOINT.stream().filter(name -> Files.exists(folder.resolve(name))).count() >= 2;
    }

    private static boolean isInRun(Path folder) {
        Path parent = folder.getParent();
        return parent != null && parent.endsWith("checkpoints") && Files.exists(parent.resolveSibling("run.json"))
                && folder.getFileName().toString().matches(FOLDER);
    }

    /**
     * The damage of a checkpoint in words; empty if it has none. A file is hashed once per process, see {@link Sha256#known}.
     */
    public static Optional<String> fault(Path folder) {
        return fault(folder, files -> files.properties().stream().map(written -> fault(folder, written)).flatMap(Optional::stream)
                .findFirst());
    }

    /** The damage of one file in words; empty if it has none. */
    public static Optional<String> fault(Path folder, String name) {
        return fault(folder, files -> files.has(name) ? fault(folder, Map.entry(name, files.get(name)))
                : Optional.of(NAME + " does not name " + name));
    }

    private static Optional<String> fault(Path folder, Function<JsonNode, Optional<String>> search) {
        try {
            JsonNode manifest = JSON.readTree(Files.readAllBytes(folder.resolve(NAME)));
            JsonNode files = manifest.path("files");
            if (files.isObject() && !files.isEmpty() && manifest.path("schema").asInt() != SCHEMA) {
                return Optional.of(NAME + " is not as it was written");
            }
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
