package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Mixture;
import org.bytestill.engine.SmallRun;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenseInspectionTest {
    @TempDir
    Path home;

    @Test
    void aModelThatIsReadAndMeasuredIsOpenedOnce() throws Exception {
        Path model = Files.createDirectories(home.resolve("model"));
        try (var files = Files.list(SmallRun.TEACHER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        byte[] text = "the café".getBytes(StandardCharsets.UTF_8);
        Progress goneAfterReading = (done, total) -> {
            try {
                if (done == total && Files.exists(model)) {
                    Files.move(model, home.resolve("elsewhere"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        };
        DenseInspection.Measured measured = new DenseInspection().measure(model, text, ConverterSettings.beam(10, 0.3), goneAfterReading,
                Progress.NONE);
        assertThat(model).doesNotExist();
        assertThat(measured.reading().rows().size()).isEqualTo(text.length);
        assertThat(measured.error().length()).isEqualTo(text.length);
    }

    @Test
    void theGainOverTheReferenceIsTheDifferenceOfLogarithms() {
        byte[] text = "the café".getBytes(StandardCharsets.UTF_8);
        DenseInspection dense = new DenseInspection();
        DenseInspection.Measured measured = dense.measure(SmallRun.TEACHER, text, ConverterSettings.cover(), Progress.NONE, Progress.NONE);
        DenseInspection.Reading reference = dense.read(List.of(SmallRun.TEACHER), Mixture.ARITHMETIC, text, ConverterError.REFERENCE,
                Progress.NONE);
        double gained = 0;
        double jsd = 0;
        for (int offset = 0; offset < text.length; offset++) {
            double[] p = measured.reading().rows().distribution(offset);
            double[] truth = reference.rows().distribution(offset);
            gained += (Math.log(p[text[offset] & 0xFF]) - Math.log(truth[text[offset] & 0xFF])) / Math.log(2);
            jsd += Divergence.jsdBits(p, truth);
            assertThat(measured.error().gainedBitsUpTo(offset)).isCloseTo(gained, within(1e-6));
            assertThat(measured.error().meanBitsUpTo(offset)).isCloseTo(jsd / (offset + 1), within(1e-9));
        }
        assertThat(gained).as("a covering reads something else").isNotZero();
        assertThat(measured.error().gainedBitsUpTo(text.length)).isNaN();
    }
}
