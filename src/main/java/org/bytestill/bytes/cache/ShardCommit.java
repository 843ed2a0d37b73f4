package org.bytestill.bytes.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.Passage;
import org.bytestill.problem.UserError;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shards that several processes write into one folder at the same time. Who has finished one gives its file the shard's name, unless
 * somebody was faster, and then writes an entry beside it, {@code shard-00007.json}: of a task that was retried, or ran twice, one copy
 * stays, and after a kill finished shards stay. The manifest belongs to one process alone, which takes the entries in.
 */
public final class ShardCommit {
    private static final Logger LOG = LoggerFactory.getLogger(ShardCommit.class);
    private static final Pattern ENTRY = Pattern.compile("shard-(\\d{5,9})\\.json");

    private final Path folder;
    private final String fingerprint;
    private final double coverage;

    /** @param fingerprint of the cache in the folder */
    public ShardCommit(Path folder, CacheFingerprint fingerprint) {
        this.folder = folder;
        this.coverage = fingerprint.coverage();
        this.fingerprint = Sha256.of(fingerprint.parts().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** True if somebody has written the shard. */
    public boolean isDone(int number) {
        return Files.exists(folder.resolve(CacheManifest.Shard.nameOf(number)));
    }

    private static Path entry(Path folder, int number) {
        return folder.resolve(CacheManifest.Shard.nameOf(number).replace(".safetensors", ".json"));
    }

    /**
     * Computes a shard and commits it.
     *
     * @param texts the documents of the shard
     * @return false if somebody else was faster
     */
    public boolean write(int number, List<Passage> texts, ByteReader reader, Progress progress) {
        CacheShard.Builder builder = ByteCache.builder(texts, coverage, reader, progress);
        Path file = folder.resolve(CacheManifest.Shard.nameOf(number));
        Path own = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        builder.write(own);
        try {
            boolean first = claim(own, file);
            enter(number, file);
            return first;
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", file, e.getMessage()).causedBy(e);
        }
    }

    /** Gives a whole file its name unless it is taken. */
    private static boolean claim(Path own, Path file) throws IOException {
        try {
            Files.createLink(file, own);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | IOException e) {
            // A drive without hard links: the last of two that finish at the same moment stays, and both are whole.
            if (Files.exists(file)) {
                return false;
            }
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private void enter(int number, Path file) throws IOException {
        ObjectNode json = JsonFile.MAPPER.createObjectNode().put("number", number).put("bytes", Files.size(file))
                .put("sha256", Sha256.of(file)).put("fingerprint", fingerprint);
        Path entry = entry(folder, number);
        Path own = entry.resolveSibling(entry.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Files.write(own, JsonFile.MAPPER.writeValueAsBytes(json));
        Files.move(own, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the entries in a folder into its manifest; those of another cache are left where they are. */
    static void adopt(Path folder, CacheManifest manifest) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = ENTRY.matcher(file.getFileName().toString());
                if (name.matches()) {
                    adopt(file, Integer.parseInt(name.group(1)), manifest);
                }
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    private static void adopt(Path entry, int number, CacheManifest manifest) throws IOException {
        JsonNode json;
        try {
            json = JsonFile.read(entry);
        } catch (UserError e) {
            LOG.warn("{} Its shard is read from the teacher again.", e.getMessage());
            Files.deleteIfExists(entry);
            return;
        }
        if (!json.path("fingerprint").asText().equals(manifest.fingerprintHash())) {
            LOG.warn("{} is of other teacher bytes than the folder's; its shard is read from the teacher again.", entry);
            return;
        }
        if (!manifest.shards().containsKey(number)) {
            manifest.add(number, new CacheManifest.Shard(CacheManifest.Shard.nameOf(number), json.path("bytes").asLong(),
                    json.path("sha256").asText()));
        }
        Files.deleteIfExists(entry);
    }
}
