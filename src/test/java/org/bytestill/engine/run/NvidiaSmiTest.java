package org.bytestill.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NvidiaSmiTest {
    private static final double MIB = 1 << 20;

    @Test
    void aLineOfTheDriversProgramIsAGpu() {
        String text = "96, 9318, 12288, 71, 218.43\n3, 12, 81559, 34, 60.10\n";
        assertThat(NvidiaSmi.of(text, 0)).hasValue(new NvidiaSmi.Gpu(0.96, 9318 * MIB, 12288 * MIB, 71, 218.43));
        assertThat(NvidiaSmi.of(text, 1)).hasValueSatisfying(gpu -> assertThat(gpu.total()).isEqualTo(81559 * MIB));
        assertThat(NvidiaSmi.of(text, 2)).isEmpty();
    }

    @Test
    void whatAGpuDoesNotMeasureIsNotKnown() {
        assertThat(NvidiaSmi.of("[N/A], 10, 100, [Not Supported], [N/A]", 0)).hasValueSatisfying(gpu -> {
            assertThat(gpu.use()).isNaN();
            assertThat(gpu.celsius()).isNaN();
            assertThat(gpu.watts()).isNaN();
            assertThat(gpu.bytes()).isEqualTo(10 * MIB);
        });
    }

    @Test
    void wordsInPlaceOfFiguresAreNoGpu() {
        assertThat(NvidiaSmi.of("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", 0)).isEmpty();
        assertThat(NvidiaSmi.of("", 0)).isEmpty();
    }
}
