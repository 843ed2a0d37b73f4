package org.bytestill.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.torch.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By hand, and against gguf.quants.dequantize (src/test/reference/make_gguf_goldens.py). */
class QuantizationTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens/gguf");

    @ParameterizedTest
    @EnumSource(Quantization.class)
    void numbersAreThoseOfThePythonPackageToTheBit(Quantization quantization) {
        String name = quantization.name().toLowerCase(Locale.ROOT);
        GgufFile file = GgufFile.open(GOLDENS.resolve("quantizations.gguf"));
        GgufTensor tensor = file.tensors().get(name);
        assertThat(tensor.quantization()).isEqualTo(quantization);
        float[] theirs = Safetensors.open(GOLDENS.resolve("quantizations.safetensors")).floats(name);
        float[] ours = file.rows(tensor, 0, 3, row -> row);
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            assertThat(Float.floatToRawIntBits(ours[i])).as("element %d: %s, not %s", i, ours[i], theirs[i])
                    .isEqualTo(Float.floatToRawIntBits(theirs[i]));
        }
    }

    @Test
    void rowsComeInTheOrderAskedFor() {
        GgufFile file = GgufFile.open(GOLDENS.resolve("quantizations.gguf"));
        GgufTensor tensor = file.tensors().get("q4_0");
        float[] all = file.rows(tensor, 0, 3, row -> row);
        float[] reversed = file.rows(tensor, 1, 2, row -> 2 - row);
        assertThat(reversed).hasSize(2 * 512).startsWith(all[512], all[513]).endsWith(all[510], all[511]);
    }

    @Test
    void aBlockOfFourBitsByHand() {
        // d = 0.5 is 0x3800. Byte i holds i below and 15 - i above: elements (i - 8) / 2 and (7 - i) / 2.
        ByteBuffer block = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x3800);
        for (int i = 0; i < 16; i++) {
            block.put((byte) (i | 15 - i << 4));
        }
        float[] numbers = new float[33];
        Quantization.Q4_0.read(block, 0, numbers, 1, 32);
        for (int i = 0; i < 16; i++) {
            assertThat(numbers[1 + i]).isEqualTo((i - 8) / 2f);
            assertThat(numbers[17 + i]).isEqualTo((7 - i) / 2f);
        }
        assertThat(numbers[0]).isZero();
    }

    @Test
    void halfPrecisionIsExact() {
        ByteBuffer halves = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        // 1, -2, the largest, the smallest subnormal, minus zero, infinity
        for (int half : new int[] {0x3C00, 0xC000, 0x7BFF, 0x0001, 0x8000, 0x7C00}) {
            halves.putShort((short) half);
        }
        float[] numbers = new float[6];
        Quantization.F16.read(halves, 0, numbers, 0, 6);
        assertThat(numbers).containsExactly(1f, -2f, 65504f, 0x1p-24f, -0f, Float.POSITIVE_INFINITY);
    }
}
