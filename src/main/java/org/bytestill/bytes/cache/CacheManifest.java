package org.bytestill.bytes.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifest of a cache, {@code manifest.json}: its fingerprint and its finished shards. */
final class CacheManifest {
    static final String NAME = "manifest.json";
    /** Names of files that a cache may have left in a folder without a manifest. */
    private static final Pattern OWN = Pattern
            .compile("(shard-\\d+\\.(safetensors|json)|manifest\\.json)(\\..*\\.tmp|\\.tmp|\\.broken.*)?");
    private static final Logger LOG = LoggerFactory.getLogger(CacheManifest.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<String, String> fingerprint;
    /** The shards by number; other threads read while one thread adds. */
    private final Map<Integer, Shard> shards = new ConcurrentSkipListMap<>();

    /**
     * A finished shard.
     *
     * @param name   name of its file
     * @param bytes  size of its file
     * @param sha256 hash of its file
     */
    record Shard(String name, long bytes, String sha256) {
        /** The only name that a shard's file has: whatever else a manifest names is not ours. */
        static String nameOf(int number) {
            return String.format(Locale.ROOT, "shard-%05d.safetensors", number);
        }

        /** The file that is written first and then gets a shard's name. */
        static Path beside(Path file) {
            return file.resolveSibling(file.getFileName() + ".tmp");
        }

        /** Gives a written shard its name; until the manifest has it, it does not count. */
        static Shard commit(Path beside, Path file) {
            try {
                String hash = Sha256.of(beside);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return new Shard(file.getFileName().toString(), Files.size(file), hash);
            } catch (IOException e) {
                throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", file, e.getMessage()).causedBy(e);
            }
        }

        /** Whether a file is this shard: by its size, and if asked by its hash. */
        boolean isWhole(Path file, boolean checkHash) {
            try {
                return Files.isRegularFile(file) && Files.size(file) == bytes && (!checkHash || Sha256.of(file).equals(sha256));
            } catch (IOException e) {
                throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
            }
        }
    }

    /**
     * Files of others are not mixed with a cache's.
     *
     * @param content what messages call it, such as {@code teacher bytes}
     */
    static void requireOwn(Path folder, String content) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).filter(name -> !OWN.matcher(name).matches()).sorted().findFirst()
                    .filter(ignored -> !Files.exists(folder.resolve(NAME))).ifPresent(name -> {
                        throw UserError.badInput("%s is not empty and holds no %s, but %s. Choose an empty or a new folder.",
                                folder, content, Quoted.of(name));
                    });
        }
    }

    private @Nullable PartEntry part;

    /**
     * Which part of a cache a folder holds.
     *
     * @param part   its number, and how many there are
     * @param shards numbers of its shards
     * @param all    number of the shards of the whole cache
     */
    record PartEntry(CorpusPart part, List<Integer> shards, int all) {
        static @Nullable PartEntry of(JsonNode json) {
            if (!json.isObject()) {
                return null;
            }
            List<Integer> shards = new ArrayList<>();
            json.path("shards").forEach(number -> shards.add(number.asInt(-1)));
            return new PartEntry(CorpusPart.named(json.path("number").asInt() + "/" + json.path("of").asInt()), shards,
                    json.path("all").asInt());
        }

        void writeTo(ObjectNode json) {
            ArrayNode numbers = json.put("number", part.number()).put("of", part.of()).put("all", all).putArray("shards");
            shards.forEach(numbers::add);
        }
    }

    private CacheManifest(Path file, Map<String, String> fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /** As {@link #open(Path, String, Map)} of teacher bytes. */
    static CacheManifest open(Path folder, Map<String, String> fingerprint) {
        return open(folder, ByteCache.CONTENT, fingerprint);
    }

    /**
     * Reads the manifest of the folder, or starts an empty one if there is none. A damaged one is set aside, and the teacher is read again.
     *
     * @param content what messages call the rows
     * @throws UserError if the fingerprint there is another one; the message says what differs
     */
    static CacheManifest open(Path folder, String content, Map<String, String> fingerprint) {
        Path file = folder.resolve(NAME);
        CacheManifest manifest = new CacheManifest(file, fingerprint);
        JsonNode json = read(file);
        if (json.isMissingNode()) {
            return manifest;
        }
        Map<String, String> found = fingerprint(json);
        String differences = differences(found, fingerprint);
        if (!differences.isEmpty()) {
            throw UserError
                    .badInput("The %s in %s are of another run: %s. Choose another run folder, or delete that one to read "
                            + "the teacher again.", content, folder, differences);
        }
        json.path("shards").forEach(manifest::take);
        manifest.part = PartEntry.of(json.path("part"));
        return manifest;
    }

    /**
     * Reads the manifest of a folder that somebody else has written.
     *
     * @throws UserError if there is none, or it is damaged
     */
    static CacheManifest read(Path folder, String cure) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput("%s holds no teacher bytes: it has no %s. %s", folder, NAME, cure);
        }
        JsonNode json = JsonFile.read(file);
        CacheManifest manifest = new CacheManifest(file, fingerprint(json));
        json.path("shards").forEach(manifest::take);
        manifest.part = PartEntry.of(json.path("part"));
        return manifest;
    }

    private static Map<String, String> fingerprint(JsonNode json) {
        Map<String, String> found = new LinkedHashMap<>();
        json.path("fingerprint").fields().forEachRemaining(part -> found.put(part.getKey(), part.getValue().asText()));
        return found;
    }

    /** A manifest without shards in another folder. */
    CacheManifest in(Path folder) {
        return open(folder, fingerprint);
    }

    /** What differs between the fingerprints, as a sentence; empty if nothing does. */
    String differences(CacheManifest other) {
        return differences(fingerprint, other.fingerprint);
    }

    /** Hash of the fingerprint. */
    String fingerprintHash() {
        return Sha256.of(fingerprint.toString().getBytes(StandardCharsets.UTF_8));
    }

    Optional<PartEntry> part() {
        return Optional.ofNullable(part);
    }

    /** @throws UserError if the folder holds another part */
    void keepPart(CorpusPart wanted, List<Integer> numbers, int all) {
        PartEntry entry = new PartEntry(wanted, numbers, all);
        if (part != null && !part.equals(entry)) {
            throw UserError.badInput("%s holds part %s, not %s. Give each part a folder of its own.", file.getParent(), part.part(),
                    wanted);
        }
        if (part == null && !numbers.containsAll(shards.keySet())) {
            throw UserError.badInput("%s holds more than part %s: it was converted without --shard. Give each part a folder of its own.",
                    file.getParent(), wanted);
        }
        if (part == null) {
            part = entry;
            write();
        }
    }

    private void take(JsonNode shard) {
        int number = shard.path("number").asInt(-1);
        if (number < 0 || !shard.path("file").asText().equals(Shard.nameOf(number))) {
            LOG.warn("{} names \"{}\", which is no file of such a folder; the entry is left out.", file,
                    Quoted.of(shard.path("file").asText()));
        } else {
            shards.put(number, new Shard(Shard.nameOf(number), shard.path("bytes").asLong(), shard.path("sha256").asText()));
        }
    }

    /** The content; a missing node if there is none, or none that can be read. */
    private static JsonNode read(Path file) {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JsonFile.read(file);
        } catch (UserError e) {
            LOG.warn("{} It is set aside, and the teacher is read again.", e.getMessage());
            AtomicFile.setAside(file);
            return MissingNode.getInstance();
        }
    }

    private static String differences(Map<String, String> found, Map<String, String> wanted) {
        Map<String, String> all = new LinkedHashMap<>(found);
        wanted.forEach(all::putIfAbsent);
        StringBuilder differences = new StringBuilder();
        for (String part : all.keySet()) {
            String there = found.getOrDefault(part, "none");
            String here = wanted.getOrDefault(part, "none");
            if (!there.equals(here)) {
                differences.append(differences.length() == 0 ? "" : "; ").append(Quoted.of(part)).append(" is ")
                        .append(Quoted.of(shortened(there)))
                        .append(" there, ").append(shortened(here)).append(" here");
            }
        }
        return differences.toString();
    }

    private static String shortened(String value) {
        return value.length() > 24 ? value.substring(0, 12) + "…" : value;
    }

    Map<Integer, Shard> shards() {
        return shards;
    }

    /** Adds a finished shard; the manifest on disk is complete before and after. */
    void add(int number, Shard shard) {
        shards.put(number, shard);
        write();
    }

    void remove(int number) {
        shards.remove(number);
        write();
    }

    private void write() {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode parts = json.putObject("fingerprint");
        fingerprint.forEach(parts::put);
        if (part != null) {
            part.writeTo(json.putObject("part"));
        }
        ArrayNode list = json.putArray("shards");
        shards.forEach((number, shard) -> list.addObject().put("number", number).put("file", shard.name()).put("bytes", shard.bytes())
                .put("sha256", shard.sha256()));
        Path beside = file.resolveSibling(NAME + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer content = ByteBuffer.wrap(JSON.writeValueAsBytes(json));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", file, e.getMessage()).causedBy(e);
        }
    }
}
