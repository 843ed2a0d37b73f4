package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of token rows: {@code manifest.json} and shards of neighbouring documents, as a {@link ByteCache} has them. A shard is written to a temporary file, synced, renamed,
 * then entered in the manifest; so after a kill the complete shards remain, and filling continues after them.
 *
 * @param <S> an opened shard
 */
final class ShardFolder<S> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardFolder.class);
    private static final Pattern OWN = Pattern.compile("(shard-\\d+\\.safetensors|manifest\\.json)(\\.tmp|\\.broken.*)?");

    private final Path folder;
    private final String content;
    private final int[] rows;
    private final Opening<S> opening;
    private final CacheManifest manifest;
    /** Index of the first document of each shard, then the number of documents. */
    private final int[] shardStarts;
    private final int[] shardOf;
    private final AtomicReferenceArray<@Nullable S> opened;

    /** Opens the file of a shard, given the rows of each of its documents. Throws UserError if it does not hold these. */
    @FunctionalInterface
    interface Opening<S> {
        S open(Path file, int[] rows);
    }

    /** Writes the rows of some documents, by number from first to before end, to a file. */
    @FunctionalInterface
    interface Writing {
        void write(int first, int end, Path file);
    }

    /**
     * @param content     what messages call it, such as {@code teacher bytes}
     * @param fingerprint name and value of everything that the rows depend on
     * @param rows        number of rows of each document
     * @param shardRows   rows after which a shard is full
     * @throws UserError if there is a cache with another fingerprint, or something else
     */
    ShardFolder(Path folder, String content, Map<String, String> fingerprint, int[] rows, long shardRows, Opening<S> opening) {
        this.folder = folder;
        this.content = content;
        this.rows = rows.clone();
        this.opening = opening;
        this.shardOf = new int[rows.length];
        this.shardStarts = shardStarts(shardRows);
        this.opened = new AtomicReferenceArray<>(shards());
        try {
            Files.createDirectories(folder);
            CacheManifest.requireOwn(folder, OWN, content);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made: %s. Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        this.manifest = CacheManifest.open(folder, content, fingerprint);
        setBrokenAside(false);
    }

    private int[] shardStarts(long shardRows) {
        List<Integer> starts = new ArrayList<>();
        long filled = shardRows;
        for (int document = 0; document < rows.length; document++) {
            if (filled >= shardRows) {
                starts.add(document);
                filled = 0;
            }
            shardOf[document] = starts.size() - 1;
            filled += rows[document];
        }
        starts.add(rows.length);
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private int shards() {
        return shardStarts.length - 1;
    }

    Path path() {
        return folder;
    }

    int documents() {
        return rows.length;
    }

    int rows(int document) {
        return rows[document];
    }

    /** Removes missing and damaged shards from the manifest, so that they are computed again; all other shards stay. */
    void setBrokenAside(boolean checkHashes) {
        for (int number : List.copyOf(manifest.shards().keySet())) {
            CacheManifest.Shard shard = manifest.shards().get(number);
            Path file = folder.resolve(shard.name());
            if (number >= shards() || !shard.isWhole(file, checkHashes) || checkHashes && !isUsable(number, file)) {
                LOG.warn("{} is missing or damaged; its rows will be read from the teacher again.", file);
                manifest.remove(number);
                if (number < shards()) {
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
            opening.open(file, rowsOf(number));
            return true;
        } catch (UserError e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    private int[] rowsOf(int shard) {
        return Arrays.copyOfRange(rows, shardStarts[shard], shardStarts[shard + 1]);
    }

    /** Rows that are there. */
    long rowsDone() {
        return manifest.shards().keySet().stream().mapToLong(number -> Arrays.stream(rowsOf(number)).asLongStream().sum()).sum();
    }

    long rowsTotal() {
        return Arrays.stream(rows).asLongStream().sum();
    }

    /** Size of the shards on disk, in bytes. */
    long diskBytes() {
        return manifest.shards().values().stream().mapToLong(CacheManifest.Shard::bytes).sum();
    }

    /** Writes the missing shards, after the hashes of the others have been checked. */
    void fill(Writing writing) {
        setBrokenAside(true);
        for (int number = 0; number < shards(); number++) {
            if (!manifest.shards().containsKey(number)) {
                fill(number, writing);
            }
        }
    }

    private void fill(int number, Writing writing) {
        Path file = folder.resolve(CacheManifest.Shard.nameOf(number));
        Path beside = CacheManifest.Shard.beside(file);
        writing.write(shardStarts[number], shardStarts[number + 1], beside);
        manifest.add(number, CacheManifest.Shard.commit(beside, file));
    }

    /** The shard of a document, for any thread. */
    S shard(int document) {
        int number = shardOf[document];
        S shard = opened.get(number);
        if (shard == null) {
            CacheManifest.Shard finished = manifest.shards().get(number);
            if (finished == null) {
                throw new IllegalStateException("The rows of document " + document + " have not been read from the teacher yet.");
            }
            shard = opening.open(folder.resolve(finished.name()), rowsOf(number));
            opened.set(number, shard);
        }
        return shard;
    }

    /** Number of a document in its shard. */
    int place(int document) {
        return document - shardStarts[shardOf[document]];
    }
}
