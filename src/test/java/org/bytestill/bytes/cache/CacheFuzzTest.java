package org.bytestill.bytes.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.RowTable;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Sha256;

/** Teacher bytes: manifests, and shards whose forged hashes fit the manifest. */
class CacheFuzzTest extends ReaderFuzz {
    private static final CacheFingerprint FINGERPRINT = new CacheFingerprint("model", "float32", "tokens", "text",
            ConverterSettings.beam(10, 0.01), 0.9);
    private static final int[] LENGTHS = {3, 2};
    private byte[] shard;
    private String manifest;

    private void fill() throws IOException {
        CacheShard.Builder builder = new CacheShard.Builder(0.9);
        for (int length : LENGTHS) {
            RowTable rows = new RowTable(length);
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            distribution['a'] = 0.75;
            distribution['b'] = 0.25;
            for (int row = 0; row < length; row++) {
                rows.set(row, distribution, new RowTable.Provenance(0.01, 0.02, 0.03, 0.5, 3, false));
            }
            builder.add(Passage.of("aba".substring(0, length).getBytes(StandardCharsets.UTF_8)), rows);
        }
        Path folder = Files.createTempDirectory("seed");
        try {
            builder.write(folder.resolve("shard"));
            shard = Files.readAllBytes(folder.resolve("shard"));
            CacheManifest.open(folder, "teacher bytes", FINGERPRINT.parts()).add(0,
                    new CacheManifest.Shard(CacheManifest.Shard.nameOf(0), shard.length, Sha256.of(shard)));
            manifest = Files.readString(folder.resolve(CacheManifest.NAME));
        } finally {
            AtomicFile.deleteFolder(folder);
        }
    }

    @Override
    protected List<byte[]> seeds() throws IOException {
        fill();
        return List.of(shard, manifest.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        clear(folder);
        boolean isManifest = content.length > 0 && content[0] == '{';
        put(folder.resolve(CacheManifest.Shard.nameOf(0)), isManifest ? shard : content);
        put(folder.resolve(CacheManifest.NAME), isManifest ? content
                : manifest.replace(Sha256.of(shard), Sha256.of(content))
                        .replace("\"bytes\" : " + shard.length, "\"bytes\" : " + content.length)
                        .getBytes(StandardCharsets.UTF_8));
        ByteCache cache = ByteCache.open(folder, FINGERPRINT, LENGTHS);
        if (cache.bytesDone() == cache.bytesTotal()) {
            cache.row(0, 2);
            cache.read(1, 1, new float[ByteDistribution.OUTCOMES], 0);
        }
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
