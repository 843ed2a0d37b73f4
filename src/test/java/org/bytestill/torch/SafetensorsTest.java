package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    @Test
    void everyNumberFormatIsWrittenAndReadBackToTheBit() {
        Path file = folder.resolve("a.safetensors");
        try (Scope scope = Scope.open("test", Device.CPU)) {
            Tensor values = scope.of(new float[] {1f, -2.5f, 0.1f, 65504f, 1e-8f, 3f}, 2, 3);
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
            for (Dtype dtype : Dtype.values()) {
                writer.add(dtype.name(), values, dtype);
            }
            writer.add("plain", new long[] {7, -9}, 2).write(file);

            Safetensors read = Safetensors.open(file);
            assertThat(read.metadata()).containsEntry("format", "pt");
            assertThat(read.longs("plain")).containsExactly(7, -9);
            Safetensors.Mapping mapping = read.map(scope);
            for (Dtype dtype : Dtype.values()) {
                Tensor back = mapping.tensor(dtype.name());
                assertThat(back.dtype()).isEqualTo(dtype);
                assertThat(back.shape()).containsExactly(2, 3);
                assertThat(back.bytes()).isEqualTo(TensorOps.to(scope, values, dtype).bytes());
            }
        }
    }

    @Test
    void aTensorAtAnOddPlaceIsStillRead() throws IOException {
        String header = "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 9).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).put((byte) 5).putFloat(1.5f).putFloat(-4f);
        Path file = Files.write(folder.resolve("odd.safetensors"), bytes.array());
        try (Scope scope = Scope.open("test", Device.CPU)) {
            assertThat(Safetensors.open(file).map(scope).tensor("w").toFloats()).containsExactly(1.5f, -4f);
        }
    }

    @Test
    void aTruncatedFileIsNamedWithBothSizes() throws IOException {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsWriter().add("w", new float[1000], 1000).write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertFails(file, "the copy is incomplete", "its header describes " + whole.length + " bytes");
        Files.write(file, Arrays.copyOf(whole, 20));
        assertFails(file, "its header alone needs");
        Files.write(file, new byte[3]);
        assertFails(file, "has 3 bytes");
    }

    @Test
    void aDamagedHeaderIsSaid() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.write(file, "version https://git-lfs.github.com/spec/v1 and so on".getBytes(StandardCharsets.UTF_8));
        assertFails(file, "is a pointer of Git LFS");
        Files.write(file, "not a model at all".getBytes(StandardCharsets.UTF_8));
        assertFails(file, "should hold the length of the header");
        String header = "{\"w\": nonsense}";
        Files.write(file, ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length())
                .put(header.getBytes()).array());
        assertFails(file, "the header is not JSON");
        String wrong = "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}";
        Files.write(file, ByteBuffer.allocate(16 + wrong.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(wrong.length())
                .put(wrong.getBytes()).array());
        assertFails(file, "gives tensor \"w\" 8 bytes for shape [3]");
    }

    private static void assertFails(Path file, String... parts) {
        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE);
            assertThat(error.getMessage()).contains(file.toString()).contains(parts);
        });
    }

    @Test
    void aMissingFileIsBadInput() {
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("none.safetensors"))).isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
    }
}
