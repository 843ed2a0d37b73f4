package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a cache: {@code manifest.json} and shards of neighbouring documents. A shard is written to a temporary file, synced,
 * renamed, then entered in the manifest; so after a kill the complete shards remain, and filling continues after them. Several threads may
 * read, also while one thread fills.
 *
 * @param <S> an opened shard
 */
final class ShardFolder<S> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardFolder.class);

    private final Path folder;
    private final ShardDivision division;
    private final Opening<S> opening;
    private final CacheManifest manifest;
    private final AtomicReferenceArray<@Nullable S> opened;

    /** Opens the file of a shard, given the size of each of its documents. Throws UserError if it does not hold these. */
    @FunctionalInterface
    interface Opening<S> {
        S open(Path file, int[] sizes);
    }

    /** Writes the rows of some documents, by number from first to before end, to a file. */
    @FunctionalInterface
    interface Writing {
        void write(int first, int end, Path file);
    }

    /**
     * @param content     what messages call it, such as {@code teacher bytes}
     * @param fingerprint name and value of everything that the rows depend on
     * @param division    which documents are in which shard
     * @throws UserError if there is a cache with another fingerprint, or something else
     */
    ShardFolder(Path folder, String content, Map<String, String> fingerprint, ShardDivision division, Opening<S> opening) {
        this.folder = folder;
        this.division = division;
        this.opening = opening;
        this.opened = new AtomicReferenceArray<>(division.count());
        try {
            Files.createDirectories(folder);
            CacheManifest.requireOwn(folder, content);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made: %s. Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        this.manifest = CacheManifest.open(folder, content, fingerprint);
        setBrokenAside(false);
    }

    Path path() {
        return folder;
    }

    CacheManifest manifest() {
        return manifest;
    }

    /** Takes in the shards that other processes have committed since. */
    void adopt() {
        ShardCommit.adopt(folder, manifest);
        setBrokenAside(false);
    }

    boolean isFilled(int shard) {
        return manifest.shards().containsKey(shard);
    }

    /** Removes missing and damaged shards from the manifest, so that they are computed again; all other shards stay. */
    void setBrokenAside(boolean checkHashes) {
        for (int number : List.copyOf(manifest.shards().keySet())) {
            CacheManifest.Shard shard = manifest.shards().get(number);
            Path file = folder.resolve(shard.name());
            if (number >= division.count() || !shard.isWhole(file, checkHashes) || checkHashes && !isUsable(number, file)) {
                LOG.warn("{} is missing or damaged; its rows will be read from the teacher again.", file);
                manifest.remove(number);
                if (number < division.count()) {
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
            opening.open(file, division.sizesIn(number));
            return true;
        } catch (UserError e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    /** Sizes of the documents that are there, together. */
    long done() {
        return manifest.shards().keySet().stream().mapToLong(division::total).sum();
    }

    /** Size of the shards on disk, in bytes. */
    long diskBytes() {
        return manifest.shards().values().stream().mapToLong(CacheManifest.Shard::bytes).sum();
    }

    /** Writes the missing shards, after the hashes of the others have been checked. */
    void fill(Writing writing) {
        setBrokenAside(true);
        for (int number = 0; number < division.count(); number++) {
            if (!isFilled(number)) {
                fill(number, writing);
            }
        }
    }

    /** Writes a shard and enters it in the manifest. */
    void fill(int number, Writing writing) {
        Path file = folder.resolve(CacheManifest.Shard.nameOf(number));
        Path beside = CacheManifest.Shard.beside(file);
        writing.write(division.start(number), division.end(number), beside);
        manifest.add(number, CacheManifest.Shard.commit(beside, file));
    }

    /** The shard of a document, for any thread. */
    S shard(int document) {
        int number = division.shardOf(document);
        S shard = opened.get(number);
        if (shard == null) {
            CacheManifest.Shard finished = manifest.shards().get(number);
            if (finished == null) {
                throw new IllegalStateException("The rows of document " + document + " have not been read from the teacher yet.");
            }
            shard = opening.open(folder.resolve(finished.name()), division.sizesIn(number));
            opened.set(number, shard);
        }
        return shard;
    }
}
