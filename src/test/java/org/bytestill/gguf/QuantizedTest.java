package org.bytestill.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.bytestill.torch.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Quantization against llama.cpp's, whose blocks are recorded (src/test/reference/make_quantized_goldens.py). */
class QuantizedTest {
    private static final Safetensors GOLDEN = Safetensors.open(Path.of("src/test/resources/goldens/gguf/quantized.safetensors"));

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"F32", "Q4_1", "Q5_1"})
    void blocksAreThoseOfLlamaCppBitForBit(Quantization type) {
        float[] numbers = GOLDEN.floats("numbers");
        ByteBuffer expected = GOLDEN.bytes(type.name().toLowerCase(Locale.ROOT));
        ByteBuffer found = quantized(type, numbers);
        assertThat(found.remaining()).isEqualTo(expected.remaining());
        int blockBytes = (int) type.bytesOf(type.blockElements());
        for (int at = 0; at < found.remaining(); at++) {
            assertThat(found.get(at)).as("byte %d of block %d, row %d", at % blockBytes, at / blockBytes,
                    at / blockBytes * type.blockElements() / 512).isEqualTo(expected.get(at));
        }
    }

    private static ByteBuffer quantized(Quantization type, float... numbers) {
        ByteBuffer out = ByteBuffer.allocate((int) type.bytesOf(numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
        type.write(numbers, 0, out, 0, numbers.length);
        return out;
    }

    @Test
    void floatsStayAsTheyAre() {
        assertThat(quantized(Quantization.F32, 0.1f, -0f, Float.MIN_VALUE).asFloatBuffer())
                .isEqualTo(FloatBuffer.wrap(new float[] {0.1f, -0f, Float.MIN_VALUE}));
    }

    @Test
    void halvesAreRoundedToEvenAndBeginAndEndWhereTheyShould() {
        // 1 + 2^-11 lies halfway between 1 and the next half, 1 + 3 x 2^-11 halfway between the next two.
        assertThat(half(1 + 0x1p-11f)).isEqualTo(0x3C00);
        assertThat(half(1 + 3 * 0x1p-11f)).isEqualTo(0x3C02);
        assertThat(half(65504)).isEqualTo(0x7BFF);
        assertThat(half(65519.99f)).isEqualTo(0x7BFF);
        assertThat(half(65520)).isEqualTo(0x7C00);
        assertThat(half(-0x1p-24f)).isEqualTo(0x8001);
        assertThat(half(0x1p-25f)).as("tie to zero").isZero();
        assertThat(half(0x1.fffffep-15f)).as("up to the smallest normal").isEqualTo(0x0400);
        assertThat(half(Float.NaN)).isEqualTo(0x7E00);
    }

    private static int half(float value) {
        return quantized(Quantization.F16, value).getShort(0) & 0xFFFF;
    }

    @Test
    void everyHalfIsItsOwnRounding() {
        for (int bits = 0; bits < 0x7C00; bits++) {
            ByteBuffer stored = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) bits);
            assertThat(half(Blocks.half(stored, 0))).isEqualTo(bits);
        }
    }

    @Test
    void aTypeThatIsOnlyReadIsNotWritten() {
        assertThatThrownBy(() -> quantized(Quantization.Q4_1, new float[32])).isInstanceOf(UnsupportedOperationException.class);
    }
}
