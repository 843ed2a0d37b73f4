package org.bytestill.corpus.records.parquet;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.bytestill.corpus.records.Decompressed;
import org.bytestill.corpus.records.Lz4;
import org.bytestill.problem.UserError;

/** Decompression of pages: snappy, zstd, gzip and LZ4_RAW. */
final class Codecs implements CompressionCodecFactory {
    private final Path file;

    Codecs(Path file) {
        this.file = file;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((bytes, size) -> bytes);
            case SNAPPY -> new Pages(Codecs::snappy);
            case ZSTD -> new Pages((bytes, size) -> Decompressed.zstd(bytes, 0, bytes.length, size));
            case GZIP -> new Pages((bytes, size) -> new GZIPInputStream(new ByteArrayInputStream(bytes)).readNBytes(size));
            case LZ4_RAW -> new Pages((bytes, size) -> Lz4.block(bytes, 0, bytes.length, size));
            default -> throw UserError.badInput("%s: its pages are compressed with %s, which cannot be read here. Write the file again with"
                    + " snappy, zstd or gzip.", file, codec.name().toLowerCase(Locale.ROOT));
        };
    }

    private static byte[] snappy(byte[] bytes, int size) throws IOException {
        byte[] page = Decompressed.room(bytes.length, size, Decompressed.SNAPPY_RATIO);
        int count = new SnappyDecompressor().decompress(bytes, 0, bytes.length, page, 0, size);
        return Decompressed.whole(page, count);
    }

    /** Decompression of one page. */
    private interface Page {
        byte[] of(byte[] compressed, int size) throws IOException;
    }

    private record Pages(Page page) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(page.of(bytes.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[compressedSize];
            input.get(bytes);
            output.put(page.of(bytes, size));
        }

        @Override
        public void release() {}
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("pages are only read");
    }

    @Override
    public void release() {}
}
