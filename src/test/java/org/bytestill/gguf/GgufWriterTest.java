package org.bytestill.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufWriterTest {
    @TempDir
    Path folder;

    @Test
    void keysAndTensorsComeBack() throws IOException {
        Path file = folder.resolve("a.gguf");
        new GgufWriter().text("t", "né 🙂").whole("w", 70_000).real("r", 1e-5).flag("f", true).texts("ts", List.of("a", "", "Ġb"))
                .wholes("ws", 3, -4).reals("rs", 0.5f, -2f).texts("none", List.of())
                .tensor("one", Quantization.F32, new long[] {3}, sink -> sink.accept(new float[] {1, 2, 3}))
                .tensor("two", Quantization.F16, new long[] {2, 5}, sink -> {
                    sink.accept(new float[] {0, 1, 2, 3, 4});
                    sink.accept(new float[] {5, 6, 7, 8, 9});
                }).write(file, Progress.NONE);
        GgufFile read = GgufFile.open(file);
        GgufMetadata metadata = read.metadata();
        assertThat(metadata.text("t")).contains("né 🙂");
        assertThat(metadata.whole("w")).hasValue(70_000);
        assertThat(metadata.real("r")).hasValue(1e-5);
        assertThat(metadata.flag("f")).contains(true);
        assertThat(metadata.texts("ts")).containsExactly("a", "", "Ġb");
        assertThat(metadata.wholes("ws")).containsExactly(3L, -4L);
        assertThat(metadata.floats("rs")).containsExactly(0.5f, -2f);
        assertThat(metadata.texts("none")).isEmpty();
        GgufTensor two = read.tensors().get("two");
        assertThat(two.shape()).containsExactly(2, 5);
        assertThat(two.start() % 32).isZero();
        assertThat(read.rows(two, 0, 2, row -> row)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(read.rows(read.tensors().get("one"), 0, 1, row -> row)).containsExactly(1, 2, 3);
    }

    @Test
    void aTensorThatIsShorterThanAnnouncedIsNoFile() {
        GgufWriter writer = new GgufWriter().tensor("two", Quantization.F32, new long[] {2, 5}, sink -> sink.accept(new float[5]));
        assertThatThrownBy(() -> writer.write(folder.resolve("a.gguf"), Progress.NONE))
                .hasMessageContaining("\"two\" was announced with 40");
    }

    @Test
    void progressIsToldInBytesAndStopsTheWriting() throws IOException {
        List<Long> told = new ArrayList<>();
        GgufWriter writer = new GgufWriter();
        for (String name : List.of("a", "b", "c")) {
            writer.tensor(name, Quantization.Q8_0, new long[] {2, 32}, sink -> sink.accept(new float[64]));
        }
        writer.write(folder.resolve("a.gguf"), (done, total) -> told.add(done) && total == 3 * 68);
        assertThat(told).containsExactly(68L, 136L, 204L);
        assertThatThrownBy(() -> writer.write(folder.resolve("b.gguf"), (done, total) -> done < 100))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void whatIsNoNumberIsNotQuantized() {
        float[] numbers = new float[32];
        numbers[7] = Float.NaN;
        GgufWriter writer = new GgufWriter().tensor("blk.0.ffn_up.weight", Quantization.Q8_0, new long[] {1, 32},
                sink -> sink.accept(numbers));
        assertThatThrownBy(() -> writer.write(folder.resolve("a.gguf"), Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContaining("Tensor \"blk.0.ffn_up.weight\" holds the value NaN").hasMessageContaining("earlier checkpoint");
    }

    /** 30 blocks, as SmolLM2: of 8 the first 3, the last 4, and every third between get more bits. */
    @ParameterizedTest
    @CsvSource({"blk.2.attn_v.weight, 256, Q6_K", "blk.3.attn_v.weight, 256, Q4_K", "blk.5.attn_v.weight, 256, Q6_K",
        "blk.26.ffn_down.weight, 256, Q6_K", "blk.25.ffn_down.weight, 256, Q4_K", "blk.25.ffn_down.weight, 96, Q5_0",
        "blk.29.ffn_down.weight, 96, Q8_0", "blk.0.attn_qkv.weight, 256, Q6_K", "blk.0.attn_k.weight, 256, Q4_K",
        "blk.0.ffn_up.weight, 48, F16", "token_embd.weight, 512, Q6_K", "token_embd.weight, 576, Q8_0", "output_norm.weight, 512, F32",
        "blk.3.attn_q_norm.weight, 64, F32", "position_embd.weight, 512, F32", "blk.3.attn_v.bias, 256, F32"})
    void aMixtureGivesMoreBitsToWhatNeedsThem(String name, int width, Quantization expected) {
        long[] shape = name.contains("norm") || name.endsWith("bias") ? new long[] {width} : new long[] {4, width};
        assertThat(GgufFileType.Q4_K_M.of(name, shape, new GgufFileType.Model(30, true, true))).isEqualTo(expected);
    }

    @Test
    void anUntiedEmbeddingIsAMatrixAsOthers() {
        GgufFileType.Model untied = new GgufFileType.Model(30, false, true);
        long[] shape = {4, 256};
        assertThat(GgufFileType.Q4_K_M.of("token_embd.weight", shape, untied)).isEqualTo(Quantization.Q4_K);
        assertThat(GgufFileType.Q4_0.of("token_embd.weight", shape, untied)).isEqualTo(Quantization.Q4_0);
        assertThat(GgufFileType.Q4_0.of("output.weight", shape, untied)).isEqualTo(Quantization.Q6_K);
        assertThat(GgufFileType.Q8_0.of("output.weight", shape, untied)).isEqualTo(Quantization.Q8_0);
        assertThat(GgufFileType.Q4_K_M.of("blk.20.attn_v.weight", shape, new GgufFileType.Model(80, false, true)))
                .as("70B").isEqualTo(Quantization.Q5_K);
    }
}
