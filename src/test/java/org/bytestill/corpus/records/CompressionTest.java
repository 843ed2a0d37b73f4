package org.bytestill.corpus.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionTest {
    @TempDir
    Path folder;

    private static byte[] text(int seed, int size) {
        byte[] text = new byte[size];
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            text[i] = (byte) ("abcdefgh\n".charAt(random.nextInt(9)));
        }
        return text;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private byte[] read(String name, byte[] content) throws IOException {
        try (InputStream in = DataFile.at(Files.write(folder.resolve(name), content)).open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void allMembersOfAGzipFileAndAllFramesOfAZstdFileAreRead() throws IOException {
        byte[] a = text(1, 300_000);
        byte[] b = text(2, 5);
        assertThat(read("x.txt.gz", joined(gzip(a), gzip(new byte[0]), gzip(b)))).isEqualTo(joined(a, b));
        assertThat(read("x.txt.zst", joined(Zstd.compress(a), Zstd.compress(new byte[0]), Zstd.compress(b)))).isEqualTo(joined(a, b));
    }

    @Test
    void zerosBehindTheLastGzipMemberFillABlock() throws IOException {
        assertThat(read("x.txt.gz", joined(gzip("one".getBytes(UTF_8)), new byte[512]))).asString(UTF_8).isEqualTo("one");
    }

    @Test
    void aFileThatEndsEarlyIsToldWhereverItEnds() throws IOException {
        byte[] a = text(3, 1000);
        byte[] b = text(4, 800);
        byte[] gzip = joined(gzip(a), gzip(b));
        byte[] zstd = joined(Zstd.compress(a), Zstd.compress(b));
        for (int end = 1; end < gzip.length; end++) {
            assertShort("x.txt.gz", gzip, end, gzip(a).length);
        }
        for (int end = 1; end < zstd.length; end++) {
            assertShort("x.txt.zst", zstd, end, Zstd.compress(a).length);
        }
    }

    private void assertShort(String name, byte[] whole, int end, int firstEnds) {
        if (end != firstEnds) {
            assertThatThrownBy(() -> read(name, Arrays.copyOf(whole, end))).as("%s, %d of %d bytes", name, end, whole.length)
                    .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE))
                    .hasMessageContaining(name + " is damaged or ends early");
        }
    }

    @Test
    void anotherContentThanTheNameSaysIsNamed() {
        refused("a.jsonl.gz", "{}".getBytes(UTF_8)).hasMessageContaining("it does not begin as gzip does");
        refused("a.jsonl", new byte[] {0x1F, (byte) 0x8B, 8, 0}).hasMessageContaining("a gzip file, which its name does not say")
                .hasMessageContaining("end in .gz");
        refused("a.txt", "PK\u0003\u0004x".getBytes(UTF_8)).hasMessageContaining("a zip archive").hasMessageContaining("Unpack it");
        refused("a.parquet", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n".getBytes(UTF_8))
                .hasMessageContaining("Git LFS pointer").hasMessageContaining("git lfs pull");
        refused("a.json", "\n<!DOCTYPE html><html>".getBytes(UTF_8)).hasMessageContaining("web page");
        refused("a.txt", new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 'a'}).hasMessageContaining("UTF-16");
    }

    private AbstractThrowableAssert<?, ?> refused(String name, byte[] content) {
        return assertThatThrownBy(() -> {
            Path file = Files.write(folder.resolve(name), content);
            try (InputStream in = new Utf8Input(DataFile.at(file))) {
                in.readAllBytes();
            }
        }).isInstanceOf(UserError.class).hasMessageContaining(name);
    }

    @Test
    void aPageOfTheWebIsATextIfItIsNamedOne() throws IOException {
        assertThat(read("a.md", "<html>x</html>".getBytes(UTF_8))).asString(UTF_8).isEqualTo("<html>x</html>");
        assertThat(read("b.txt", "BZh is how bzip2 begins".getBytes(UTF_8))).hasSize(23);
    }

    /** A few damaged bytes ask for gigabytes: they are refused before the room is taken. */
    @Test
    void moreThanTheBytesCanHoldIsNotTakenFromTheMemory() {
        byte[] zstd = Zstd.compress(text(3, 100));
        assertThatThrownBy(() -> Decompressed.zstd(zstd, 0, zstd.length, Integer.MAX_VALUE - 8)).isInstanceOf(IOException.class)
                .hasMessageContaining("are claimed to be in");
        assertThatThrownBy(() -> Lz4.block(zstd, 0, zstd.length, Integer.MAX_VALUE - 8)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Lz4.frame(zstd, 0, -1)).isInstanceOf(IOException.class);
    }

    @Test
    void zerosOfTheHighestRatioAreRead() throws IOException {
        byte[] zstd = Zstd.compress(new byte[40 << 20]);
        assertThat(Decompressed.zstd(zstd, 0, zstd.length, 40 << 20)).isEqualTo(new byte[40 << 20]);
    }
}
