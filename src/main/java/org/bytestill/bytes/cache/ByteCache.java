package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of a teacher's next-byte distributions, called rows, computed once and kept in a folder: {@code manifest.json} and
 * shards of neighbouring documents ({@link CacheShard}). A shard is written to a temporary file, synced, renamed, then entered
 * in the manifest. So after a kill the complete shards remain, and the next {@link #fill} continues after them.
 *
 * <p>Several threads may read, also while one thread fills; rows of shards not filled yet cannot be read.
 */
public final class ByteCache {
    private static final Logger LOG = LoggerFactory.getLogger(ByteCache.class);
    private static final Pattern OWN = Pattern
            .compile("(shard-\\d+\\.(safetensors|json)|manifest\\.json)(\\..*\\.tmp|\\.tmp|\\.broken.*)?");

    private final Path folder;
    private final double coverage;
    private final CacheManifest manifest;
    private final ShardPlan plan;
    private final AtomicReferenceArray<@Nullable CacheShard> opened;

    private ByteCache(Path folder, CacheFingerprint fingerprint, int[] documentBytes) {
        this.folder = folder;
        this.coverage = fingerprint.coverage();
        this.plan = new ShardPlan(documentBytes);
        this.opened = new AtomicReferenceArray<>(plan.count());
        try {
            Files.createDirectories(folder);
            requireOwn(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made: %s. Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        this.manifest = CacheManifest.open(folder, fingerprint.parts());
        ShardCommit.adopt(folder, manifest);
        setBrokenAside(false);
    }

    /**
     * Opens the cache in the folder, which is created if it does not exist.
     *
     * @param documentBytes length of each document
     * @throws UserError if the rows there belong to another teacher, tokenizer, text, method or version; the message says which
     */
    public static ByteCache open(Path folder, CacheFingerprint fingerprint, int[] documentBytes) {
        return new ByteCache(folder, fingerprint, documentBytes);
    }

    /** Files of others are not mixed with the cache's. */
    static void requireOwn(Path folder) throws IOException {
        CacheManifest.requireOwn(folder, OWN, "teacher bytes");
    }

    /** Removes missing and damaged shards from the manifest, so that they are computed again; all other shards stay. */
    private void setBrokenAside(boolean checkHashes) {
        for (int number : List.copyOf(manifest.shards().keySet())) {
            CacheManifest.Shard shard = manifest.shards().get(number);
            Path file = folder.resolve(shard.name());
            if (number >= plan.count() || !shard.isWhole(file, checkHashes) || checkHashes && !isUsable(number, file)) {
                LOG.warn("{} is missing or damaged; its rows will be read from the teacher again.", file);
                manifest.remove(number);
                if (number < plan.count()) {
                    opened.set(number, null);
                }
                if (Files.exists(file)) {
                    AtomicFile.setAside(file);
                }
            }
        }
    }

    /** A shard that has the hash of the manifest was still not written here if both are forged. */
    private boolean isUsable(int number, Path file) {
        try {
            CacheShard.open(file, plan.lengths(number));
            return true;
        } catch (UserError e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    /** The folder of the cache. */
    public Path folder() {
        return folder;
    }

    /** Number of bytes of text whose rows are in the cache. */
    public long bytesDone() {
        long done = 0;
        for (int number : manifest.shards().keySet()) {
            done += plan.textBytes(number);
        }
        return done;
    }

    public long bytesTotal() {
        long total = 0;
        for (int shard = 0; shard < plan.count(); shard++) {
            total += plan.textBytes(shard);
        }
        return total;
    }

    /** How documents lie in shards. */
    public ShardPlan plan() {
        return plan;
    }

    /** True if the rows of the document are there. */
    public boolean isFilled(int document) {
        return manifest.shards().containsKey(plan.shardOf(document));
    }

    /**
     * Computes the missing shards. The hashes of existing shards are checked first, and intact shards are kept.
     *
     * @param documents all documents, in the order and of the lengths the cache was opened for
     * @param reader    the reader of the teacher
     * @param progress  notified of the bytes done of all bytes, finished shards included
     * @throws java.util.concurrent.CancellationException if the progress asked to stop; finished shards stay
     */
    public void fill(List<byte[]> documents, ByteReader reader, Progress progress) {
        fillPassages(documents.stream().map(Passage::of).toList(), reader, progress);
    }

    /** Computes the missing shards, as {@link #fill}; a document is a text after a prompt, of which the cache has no rows. */
    public void fillPassages(List<Passage> documents, ByteReader reader, Progress progress) {
        fillPart(documents, CorpusPart.WHOLE, reader, progress);
    }

    /**
     * Computes the missing shards of a part, as {@link #fillPassages}.
     *
     * @throws UserError if the folder holds another part
     */
    public void fillPart(List<Passage> documents, CorpusPart part, ByteReader reader, Progress progress) {
        fillPart(documents, part, () -> reader, progress);
    }

    /** The same; the reader is asked for only if a shard is missing. */
    public void fillPart(List<Passage> documents, CorpusPart part, Supplier<ByteReader> reader, Progress progress) {
        Check.argument(documents.size() == plan.documents(), "The cache is for %d documents, not for %d.", plan.documents(),
                documents.size());
        setBrokenAside(true);
        List<Integer> shards = plan.shards(part, documents);
        long total = shards.stream().mapToLong(plan::textBytes).sum();
        long done = 0;
        for (int number : shards) {
            if (!manifest.shards().containsKey(number)) {
                long before = done;
                manifest.add(number, write(folder, number, plan.texts(number, documents), coverage, reader.get(),
                        (read, all) -> progress.report(before + read, total)));
            }
            done += plan.textBytes(number);
        }
    }

    /**
     * Numbers of the shards that are still to be computed, for processes that then write them with {@link ShardCommit}. The hashes of
     * existing shards are checked; files of shards that nobody has entered are deleted, so that their names are free.
     */
    public List<Integer> missing() {
        setBrokenAside(true);
        List<Integer> missing = IntStream.range(0, plan.count()).filter(shard -> !manifest.shards().containsKey(shard)).boxed().toList();
        try {
            for (int shard : missing) {
                Files.deleteIfExists(folder.resolve(CacheManifest.Shard.nameOf(shard)));
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        return missing;
    }

    /** Takes in the shards that other processes have committed since. */
    public void adopt() {
        ShardCommit.adopt(folder, manifest);
    }

    /** Notes in the manifest which part the folder holds, so that it can be merged; refuses a folder that holds another one. */
    public void keepPart(CorpusPart part, List<Passage> documents) {
        manifest.keepPart(part, plan.shards(part, documents), plan.count());
    }

    private static CacheManifest.Shard write(Path folder, int number, List<Passage> texts, double coverage, ByteReader reader,
            Progress progress) {
        Path file = folder.resolve(CacheManifest.Shard.nameOf(number));
        Path beside = CacheManifest.Shard.beside(file);
        builder(texts, coverage, reader, progress).write(beside);
        return CacheManifest.Shard.commit(beside, file);
    }

    static CacheShard.Builder builder(List<Passage> texts, double coverage, ByteReader reader, Progress progress) {
        List<ByteRows> rows = reader.readPassages(texts, progress);
        CacheShard.Builder builder = new CacheShard.Builder(coverage);
        for (int i = 0; i < texts.size(); i++) {
            builder.add(texts.get(i), rows.get(i));
        }
        return builder;
    }

    private CacheShard shard(int document) {
        int number = plan.shardOf(document);
        CacheShard shard = opened.get(number);
        if (shard == null) {
            CacheManifest.Shard finished = manifest.shards().get(number);
            if (finished == null) {
                throw new IllegalStateException("The rows of document " + document + " have not been read from the teacher yet.");
            }
            shard = CacheShard.open(folder.resolve(finished.name()), plan.lengths(number));
            opened.set(number, shard);
        }
        return shard;
    }

    /** The rows of a filled document; {@link CachedRows} says how the mass of bytes not kept is spread. */
    public ByteRows rows(int document) {
        return new CachedRows(this, document, plan.documentBytes(document));
    }

    /** Size of the shards on disk, in bytes. */
    public long diskBytes() {
        return manifest.shards().values().stream().mapToLong(CacheManifest.Shard::bytes).sum();
    }

    /** The row of a byte as it is stored. */
    public TeacherRow row(int document, int position) {
        return shard(document).read(plan.placeOf(document), position);
    }

    /** Mass of tokens that end before a byte, an outcome that end-of-token rows alone have; else 0. */
    public double ended(int document, int position) {
        return shard(document).ended(plan.placeOf(document), position);
    }

    /**
     * Reads the row of a byte into an array.
     *
     * @param probabilities filled from {@code offset} on with 257 probabilities, 0 where a byte is not kept
     * @return the rest, the mass of the bytes that are not kept; with the probabilities it sums to 1
     */
    public float read(int document, int position, float[] probabilities, int offset) {
        return shard(document).read(plan.placeOf(document), position, probabilities, offset);
    }
}
