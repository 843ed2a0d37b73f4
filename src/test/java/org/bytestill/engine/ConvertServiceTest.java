package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.job.ConvertReport;
import org.bytestill.engine.job.ConvertRequest;
import org.bytestill.engine.job.ConvertService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertServiceTest {
    /** So little that every document is read alone: 107 bytes. */
    private static final double NEXT_TO_NOTHING = 1e-7;

    @TempDir
    private Path folder;

    private record Converted(ConvertReport report, int steps) {}

    private Converted convert(double keyValueGib, String target) throws IOException {
        Path text = Files.write(folder.resolve("text.txt"), Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/train.txt")), 1500));
        int[] steps = new int[1];
        ConvertReport report = new ConvertService()
                .convert(new ConvertRequest(SmallRun.TEACHER, new TextSource(List.of(text), 100, 0), ConverterSettings.beam(3, 0.05), 0.999,
                        "float32",
                        "cpu", keyValueGib, folder.resolve(target), RunConfig.defaults().chat()), (done, total) -> {
                            steps[0]++;
                            return true;
                        });
        return new Converted(report, steps[0]);
    }

    @Test
    void endOfTokenRowsTakeOneEvaluationATokenAndKeepTheMassOfEnds() throws IOException {
        Path text = Files.write(folder.resolve("text.txt"), Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/train.txt")), 1500));
        ConvertReport report = new ConvertService().convert(new ConvertRequest(SmallRun.TEACHER, new TextSource(List.of(text), 100, 0),
                ConverterSettings.of(ConverterSettings.Method.EOT, false), 0.999, "float32", "cpu", 0, folder.resolve("eot"),
                RunConfig.defaults().chat()), (done, total) -> true);
        assertThat(report.rows()).isPositive().isLessThan(report.bytes());
        assertThat(report.endedMass()).isBetween(0.001, 1.0);
        assertThat(report.zeroProbability()).isZero();
    }

    @Test
    void theMemoryOfKeysAndValuesSaysHowManyDocumentsAreReadAtOnceAndNothingElse() throws IOException {
        Converted roomy = convert(0, "roomy");
        Converted frugal = convert(NEXT_TO_NOTHING, "frugal");
        assertThat(roomy.report().documents()).isGreaterThanOrEqualTo(15);
        // A step is a batch over the documents at hand: one after the other each takes several of its own.
        assertThat(frugal.steps()).isGreaterThan(3 * roomy.steps());
        assertThat(frugal.report().bytes()).isEqualTo(roomy.report().bytes());
        assertThat(frugal.report().zeroProbability()).isEqualTo(roomy.report().zeroProbability());
        assertThat(frugal.report().healed()).isEqualTo(roomy.report().healed());
        assertThat(frugal.report().diskBytes()).isEqualTo(roomy.report().diskBytes());
    }
}
