package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;

/**
 * Joins the parts of a cache that were converted apart ({@link CorpusPart}): the result is, byte for byte, the cache that one computer would
 * have written. What does not fit together is refused by name before anything is written.
 */
public final class CacheMerge {
    private static final String CURE = "Name folders that `bytestill convert --shard` has filled.";

    /** A folder, its manifest and the part that it holds. */
    private record Part(Path folder, CacheManifest manifest, CacheManifest.PartEntry entry) {}

    private final List<Part> parts;
    private final CacheManifest first;

    private CacheMerge(List<Path> folders) {
        this.parts = folders.stream().map(CacheMerge::read).toList();
        this.first = parts.get(0).manifest();
    }

    /**
     * @param folders of the parts, in any order
     * @param target  an empty or new folder, or that of an interrupted merge
     * @throws UserError if parts are of different caches, overlap, lack a shard or are damaged, or one is missing
     */
    public static MergedCache merge(List<Path> folders, Path target, Progress progress) {
        return new CacheMerge(folders).into(target, progress);
    }

    /** @param bytes size of all shards */
    public record MergedCache(int parts, int shards, long bytes) {}

    private static Part read(Path folder) {
        CacheManifest manifest = CacheManifest.read(folder, CURE);
        return new Part(folder, manifest, manifest.part().orElseThrow(() -> UserError.badInput(
                "%s is no part: it was converted without --shard, or merged before. " + CURE, folder)));
    }

    private MergedCache into(Path target, Progress progress) {
        parts.forEach(this::requireSameCache);
        requireEachOnce();
        requireAllShards();
        Map<Integer, Part> byShard = new TreeMap<>();
        parts.forEach(part -> part.entry().shards().forEach(shard -> byShard.put(shard, part)));
        long total = byShard.entrySet().stream().mapToLong(each -> shard(each).bytes()).sum();
        try {
            Files.createDirectories(target);
            CacheManifest.requireOwn(target, ByteCache.CONTENT);
            CacheManifest merged = first.in(target);
            long done = 0;
            for (Map.Entry<Integer, Part> each : byShard.entrySet()) {
                if (!shard(each).equals(merged.shards().get(each.getKey()))) {
                    copy(each.getValue().folder(), shard(each), target);
                    merged.add(each.getKey(), shard(each));
                }
                done += shard(each).bytes();
                if (!progress.report(done, total)) {
                    throw new CancellationException("merge");
                }
            }
            AtomicFile.sync(target);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", target, e.getMessage()).causedBy(e);
        }
        return new MergedCache(parts.size(), byShard.size(), total);
    }

    private static CacheManifest.Shard shard(Map.Entry<Integer, Part> each) {
        return each.getValue().manifest().shards().get(each.getKey());
    }

    private void requireSameCache(Part part) {
        String differences = first.differences(part.manifest());
        if (!differences.isEmpty()) {
            throw UserError.badInput(
                    "%s and %s are parts of different caches: %s. Convert all parts with the same teacher, text and settings.",
                    parts.get(0).folder(), part.folder(), differences);
        }
        if (part.entry().part().of() != parts.get(0).entry().part().of() || part.entry().all() != parts.get(0).entry().all()) {
            throw UserError.badInput("%s is part %s and %s part %s: they are of different divisions. Convert one of them again.",
                    parts.get(0).folder(), parts.get(0).entry().part(), part.folder(), part.entry().part());
        }
    }

    private void requireEachOnce() {
        Map<Integer, Part> seen = new TreeMap<>();
        for (Part part : parts) {
            Part before = seen.put(part.entry().part().number(), part);
            if (before != null) {
                throw UserError.badInput("%s and %s both hold part %s. Name each part once.", before.folder(), part.folder(),
                        part.entry().part());
            }
        }
        int of = parts.get(0).entry().part().of();
        List<String> missing = IntStream.rangeClosed(1, of).filter(number -> !seen.containsKey(number))
                .mapToObj(number -> number + "/" + of).toList();
        if (!missing.isEmpty()) {
            throw UserError.badInput("%s %s missing. Convert %s with `bytestill convert --shard %s` and name the folder too.",
                    missing.size() == 1 ? "Part" : "Parts", String.join(", ", missing) + (missing.size() == 1 ? " is" : " are"),
                    missing.size() == 1 ? "it" : "them", missing.get(0));
        }
    }

    private void requireAllShards() {
        List<Integer> promised = new ArrayList<>();
        for (Part part : parts) {
            promised.addAll(part.entry().shards());
            String missing = part.entry().shards().stream().filter(shard -> !part.manifest().shards().containsKey(shard))
                    .map(CacheManifest.Shard::nameOf).collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                throw UserError.badInput("%s lacks %s of part %s: its conversion has not ended. Give its command again.", part.folder(),
                        missing, part.entry().part());
            }
        }
        List<Integer> wanted = IntStream.range(0, parts.get(0).entry().all()).boxed().toList();
        if (!promised.stream().sorted().toList().equals(wanted)) {
            throw UserError.corruptFile(
                    "The parts hold the shards %s, but %d shards from 0 on were expected, each once. Convert them again.",
                    promised.stream().sorted().toList(), wanted.size());
        }
    }

    private static void copy(Path from, CacheManifest.Shard shard, Path target) throws IOException {
        Path file = from.resolve(shard.name());
        Path beside = target.resolve(shard.name() + ".tmp");
        if (!Files.isRegularFile(file)) {
            throw UserError.corruptFile("%s is missing. Give the command that converted this part again.", file);
        }
        Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
        if (Files.size(beside) != shard.bytes() || !Sha256.of(beside).equals(shard.sha256())) {
            Files.deleteIfExists(beside);
            throw UserError.corruptFile("%s is not the file that %s describes. Give the command that converted this part again.", file,
                    from.resolve(CacheManifest.NAME));
        }
        AtomicFile.sync(beside);
        Files.move(beside, target.resolve(shard.name()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
