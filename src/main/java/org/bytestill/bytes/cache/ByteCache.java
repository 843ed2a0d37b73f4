package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;

/**
 * Cache of a teacher's next-byte distributions, called rows, computed once and kept in a folder: {@code manifest.json} and
 * shards of neighbouring documents ({@link CacheShard}). A shard is written to a temporary file, synced, renamed, then entered
 * in the manifest. So after a kill the complete shards remain, and the next {@link #fill} continues after them.
 *
 * <p>Several threads may read, also while one thread fills; rows of shards not filled yet cannot be read.
 */
public final class ByteCache {
    /** What messages call it. */
    static final String CONTENT = "teacher bytes";

    private final double coverage;
    private final ShardPlan plan;
    private final ShardDivision division;
    private final ShardFolder<CacheShard> shards;

    private ByteCache(Path folder, CacheFingerprint fingerprint, int[] documentBytes) {
        this.coverage = fingerprint.coverage();
        this.plan = new ShardPlan(documentBytes);
        this.division = plan.division();
        this.shards = new ShardFolder<>(folder, CONTENT, fingerprint.parts(), division, CacheShard::open);
        shards.adopt();
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

    /** The folder of the cache. */
    public Path folder() {
        return shards.path();
    }

    /** Number of bytes of text whose rows are in the cache. */
    public long bytesDone() {
        return shards.done();
    }

    public long bytesTotal() {
        return division.total();
    }

    /** How documents lie in shards. */
    public ShardPlan plan() {
        return plan;
    }

    /** True if the rows of the document are there. */
    public boolean isFilled(int document) {
        return shards.isFilled(division.shardOf(document));
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
        Check.argument(documents.size() == division.documents(), "The cache is for %d documents, not for %d.", division.documents(),
                documents.size());
        shards.setBrokenAside(true);
        List<Integer> numbers = plan.shards(part, documents);
        long total = numbers.stream().mapToLong(plan::textBytes).sum();
        long done = 0;
        for (int number : numbers) {
            if (!shards.isFilled(number)) {
                long before = done;
                shards.fill(number, (first, end, file) -> builder(documents.subList(first, end), coverage, reader.get(),
                        (read, all) -> progress.report(before + read, total)).write(file));
            }
            done += plan.textBytes(number);
        }
    }

    /**
     * Numbers of the shards that are still to be computed, for processes that then write them with {@link ShardCommit}. The hashes of
     * existing shards are checked; files of shards that nobody has entered are deleted, so that their names are free.
     */
    public List<Integer> missing() {
        shards.setBrokenAside(true);
        List<Integer> missing = IntStream.range(0, plan.count()).filter(shard -> !shards.isFilled(shard)).boxed().toList();
        try {
            for (int shard : missing) {
                Files.deleteIfExists(folder().resolve(CacheManifest.Shard.nameOf(shard)));
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Choose another folder.", folder(), e.getMessage()).causedBy(e);
        }
        return missing;
    }

    /** Takes in the shards that other processes have committed since. */
    public void adopt() {
        shards.adopt();
    }

    /** Notes in the manifest which part the folder holds, so that it can be merged; refuses a folder that holds another one. */
    public void keepPart(CorpusPart part, List<Passage> documents) {
        shards.manifest().keepPart(part, plan.shards(part, documents), plan.count());
    }

    static CacheShard.Builder builder(List<Passage> texts, double coverage, ByteReader reader, Progress progress) {
        List<ByteRows> rows = reader.readPassages(texts, progress);
        CacheShard.Builder builder = new CacheShard.Builder(coverage);
        for (int i = 0; i < texts.size(); i++) {
            builder.add(texts.get(i), rows.get(i));
        }
        return builder;
    }

    /** The rows of a filled document; {@link CachedRows} says how the mass of bytes not kept is spread. */
    public ByteRows rows(int document) {
        return new CachedRows(this, document, division.size(document));
    }

    /** Size of the shards on disk, in bytes. */
    public long diskBytes() {
        return shards.diskBytes();
    }

    /** The row of a byte as it is stored. */
    public TeacherRow row(int document, int position) {
        return shards.shard(document).read(division.placeOf(document), position);
    }

    /** Mass of tokens that end before a byte, an outcome that end-of-token rows alone have; else 0. */
    public double ended(int document, int position) {
        return shards.shard(document).ended(division.placeOf(document), position);
    }

    /**
     * Reads the row of a byte into an array.
     *
     * @param probabilities filled from {@code offset} on with 257 probabilities, 0 where a byte is not kept
     * @return the rest, the mass of the bytes that are not kept; with the probabilities it sums to 1
     */
    public float read(int document, int position, float[] probabilities, int offset) {
        return shards.shard(document).read(division.placeOf(document), position, probabilities, offset);
    }
}
