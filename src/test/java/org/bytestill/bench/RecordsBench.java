package org.bytestill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentStream;
import org.bytestill.corpus.TextSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * How fast texts are read from files of records, and that the memory for it does not grow with the file. The size of the JSON Lines in bytes
 * is {@code -Dbench.bytes}, 256 MiB if it is not given; one million short texts come with it.
 * {@code mvn test -Pbench -Dtest=RecordsBench -Dbench.bytes=10000000000}
 */
@Tag("bench")
class RecordsBench {
    private static final long BYTES = Long.getLong("bench.bytes", 256L << 20);
    private static final MessageType SCHEMA = MessageTypeParser
            .parseMessageType("message rows { required int64 id; optional binary text (STRING); }");
    private static final String[] WORDS = "the of and whale sea ship a to in that it his he was with as for all this by so upon old déjà 日本 not"
            .split(" ");

    @TempDir
    Path folder;

    @Test
    void textsAreReadFromFilesOfAnySizeInTheSameMemory() throws IOException {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-18s %10s %10s %9s %8s %12s  %s%n", "file", "texts",
                "text MB", "file MB", "MB/s", "MB/CPU s", "MB on the heap after a tenth, half, all of the text"));
        measure("x.jsonl", lines("x.jsonl", BYTES, 300), table);
        measure("x.jsonl.gz", lines("x.jsonl.gz", BYTES / 4, 300), table);
        measure("x.jsonl.zst", lines("x.jsonl.zst", BYTES / 4, 300), table);
        measure("short.jsonl", lines("short.jsonl", 1_000_000 * 90L, 10), table);
        measure("x.zstd.parquet", parquet(BYTES / 4), table);
        LoggerFactory.getLogger(RecordsBench.class).warn("{}", table);
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int word = 1 + random.nextInt(2 * words); word > 0; word--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(word % 12 == 0 ? "\\n" : " ");
        }
        return text.toString();
    }

    private Path lines(String name, long bytes, int words) throws IOException {
        Path file = folder.resolve(name);
        Random random = new Random(3);
        try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
                OutputStream out = name.endsWith("gz") ? new GZIPOutputStream(plain)
                        : name.endsWith("zst") ? new ZstdOutputStream(plain) : plain) {
            for (long written = 0, row = 0; written < bytes; row++) {
                byte[] line = ("{\"id\": " + row + ", \"text\": \"" + text(random, words) + "\", \"source\": \"made\"}\n").getBytes(UTF_8);
                out.write(line);
                written += line.length;
            }
        }
        return file;
    }

    private Path parquet(long bytes) throws IOException {
        Path file = folder.resolve("x.zstd.parquet");
        Random random = new Random(3);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file)).withConf(new PlainParquetConfiguration())
                .withType(SCHEMA).withCompressionCodec(CompressionCodecName.ZSTD).withCodecFactory(new ZstdPages())
                .withRowGroupSize(32L << 20)
                .build()) {
            for (long written = 0, row = 0; written < bytes; row++) {
                String text = text(random, 300);
                Group group = new SimpleGroup(SCHEMA);
                group.add("id", row);
                group.add("text", text);
                writer.write(group);
                written += text.length();
            }
        }
        return file;
    }

    private static void measure(String name, Path file, StringBuilder table) throws IOException {
        long size = Files.size(file);
        StringBuilder heap = new StringBuilder();
        long started = System.nanoTime();
        long cpuStarted = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long texts = 0;
        long bytes = 0;
        double collecting = 0;
        long nextMark = name.endsWith(".jsonl") ? size / 10 : Long.MAX_VALUE;
        try (DocumentStream stream = new TextSource(List.of(file), 1 << 20, 0).open()) {
            for (Optional<Document> document = stream.next(); document.isPresent(); document = stream.next()) {
                texts++;
                bytes += document.get().size();
                if (bytes > nextMark) {
                    long since = System.nanoTime();
                    heap.append(String.format(Locale.ROOT, "%.1f ", heapMegabytes()));
                    collecting += System.nanoTime() - since;
                    nextMark = nextMark < size / 3 ? size / 2 : Long.MAX_VALUE;
                }
            }
            long since = System.nanoTime();
            heap.append(String.format(Locale.ROOT, "%.1f", heapMegabytes()));
            collecting += System.nanoTime() - since;
        }
        double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStarted) / 1e9;
        double seconds = (System.nanoTime() - started - collecting) / 1e9;
        table.append(String.format(Locale.ROOT, "%-18s %,10d %10.1f %9.1f %8.1f %12.1f  %s%n", name, texts, bytes / 1e6, size / 1e6,
                bytes / 1e6 / seconds, bytes / 1e6 / cpu,
                heap));
        assertThat(texts).isPositive();
        Files.delete(file);
    }

    /** What is in use after a collection. */
    private static double heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** Compression of pages for the writer. */
    private static final class ZstdPages implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return BytesInput.from(Zstd.compress(bytes.toByteArray()));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return CompressionCodecName.ZSTD;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("pages are only written");
        }

        @Override
        public void release() {}
    }
}
