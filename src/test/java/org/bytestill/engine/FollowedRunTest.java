package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.run.ByteClass;
import org.bytestill.run.Conversion;
import org.bytestill.run.ConversionFile;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps for those who follow it: its conversion, classes of bytes, probe texts, times. */
class FollowedRunTest {
    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("run");
    }

    private Run run(String... values) throws Exception {
        try (Engine engine = new TrainingEngine()) {
            Run run = engine.start(SmallRun.config(folder, values), folder, path());
            SmallRun.awaitEnd(run);
        }
        return reopened();
    }

    /** As another process sees it. */
    private Run reopened() {
        try (Engine engine = new TrainingEngine()) {
            return engine.open(path());
        }
    }

    @Test
    void aRunKeepsWhatItsTeacherReadWhereItsStudentDiffersAndHowItGoesOn() throws Exception {
        Run run = run("training.updates", "6", "training.step1_updates", "0", "evaluation.every_updates", "3", "checkpoint.every_updates",
                "3", "evaluation.probes", "[]");
        Conversion conversion = run.conversion().orElse(Conversion.NONE);
        if (conversion.measuredBytes() == 0) {
            conversion = ConversionFile.read(new RunFolder(path())).orElseThrow();
        }
        assertThat(conversion.measuredBytes()).isEqualTo(3000);
        assertThat(conversion.rowsPerByte()).isPositive();
        assertThat(conversion.text()).hasSize(Conversion.TEXT_BYTES);
        assertThat(conversion.probabilities()).doesNotContain(Double.NaN);
        classesAddUpToAll(run.metrics().evaluation());
        timesGrow(run.metrics().training());
        JsonNode tokenizers = RunManifest.read(new RunFolder(path())).root().path("tokenizers");
        assertThat(tokenizers.path("bytes").asInt()).isEqualTo(3000);
        assertThat(tokenizers.path("oneToOneOfBytes").asDouble()).isBetween(0.01, tokenizers.path("teacher").path("oneToOne").asDouble());
        ProbeLog probes = run.probes();
        assertThat(probes.texts()).hasSize(5);
        assertThat(probes.records()).extracting(ProbeRecord::update).containsExactly(0, 3, 6);
        asReadBy(probes, 2, run.checkpoints().get(run.checkpoints().size() - 1).folder());
    }

    private static void classesAddUpToAll(MetricTable evaluation) {
        for (int row = 0; row < evaluation.size(); row++) {
            double sum = 0;
            double bytes = 0;
            for (ByteClass each : ByteClass.values()) {
                if (evaluation.value(each.bytes(), row) > 0) {
                    sum += evaluation.value(each.bytes(), row) * evaluation.value(each.kl(), row);
                    bytes += evaluation.value(each.bytes(), row);
                }
            }
            assertThat(sum / bytes).isCloseTo(evaluation.value(Metric.KL_BITS, row), within(1e-9));
            assertThat(evaluation.value(ByteClass.LETTER.bytes(), row)).isGreaterThan(bytes / 2);
        }
    }

    private static void timesGrow(MetricTable training) {
        for (int row = 1; row < training.size(); row++) {
            assertThat(training.value(Metric.WALL_SECONDS, row)).isGreaterThanOrEqualTo(training.value(Metric.WALL_SECONDS, row - 1));
        }
        assertThat(training.last(Metric.WALL_SECONDS)).isGreaterThan(training.last(Metric.ACTIVE_SECONDS));
    }

    /** Teacher and student, opened from their folders and read once more, are as far apart as the run has written down. */
    private static void asReadBy(ProbeLog probes, int record, Path student) {
        List<byte[]> texts = probes.texts().stream().map(text -> text.text()).toList();
        try (LoadedModel teacher = new LoadedModel(SmallRun.TEACHER, Dtype.FLOAT32, Device.CPU);
                LoadedModel trained = new LoadedModel(student, Dtype.FLOAT32, Device.CPU)) {
            List<ByteRows> p = teacher.reader(ConverterSettings.cover()).read(texts, Progress.NONE);
            List<ByteRows> q = trained.reader(ConverterSettings.cover()).read(texts, Progress.NONE);
            for (int text = 0; text < texts.size(); text++) {
                double[] kl = probes.records().get(record).probes().get(text).klBits();
                assertThat(kl).hasSize(texts.get(text).length);
                for (int at = 0; at < kl.length; at++) {
                    assertThat(kl[at]).isCloseTo(Divergence.modelKlBits(p.get(text).distribution(at), q.get(text).distribution(at)),
                            within(2e-4));
                }
            }
        }
    }

    @Test
    void probeTextsOfOnesOwnAreFollowedThroughAResume() throws Exception {
        run("training.updates", "6", "training.step1_updates", "0", "evaluation.every_updates", "2", "checkpoint.every_updates", "4",
                "evaluation.probes", "[2 + 17 =, caf\u00e9]");
        try (Engine engine = new TrainingEngine()) {
            Run resumed = engine.resume(path(), Resumption.from("4").with(Map.of("training.updates", "8")));
            SmallRun.awaitEnd(resumed);
        }
        ProbeLog probes = reopened().probes();
        assertThat(probes.texts()).extracting(text -> new String(text.text(), StandardCharsets.UTF_8))
                .containsExactly("2 + 17 =", "caf\u00e9");
        assertThat(probes.texts().get(0).written()).isNotEmpty();
        assertThat(probes.records()).extracting(ProbeRecord::update).containsExactly(0, 2, 4, 6, 8);
        assertThat(probes.records().get(4).probes().get(1).klBits()).hasSize(5);
    }
}
