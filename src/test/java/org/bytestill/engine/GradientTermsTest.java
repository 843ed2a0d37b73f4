package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured of the terms of a loss, against runs that have one of them alone. */
class GradientTermsTest {
    private static final Metric BYTES_GRADIENT = Metric.of("gradientNormBytes", "");
    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();
    private int runs;

    @AfterEach
    void close() {
        engine.close();
    }

    /** The first updates of a run. */
    private MetricTable updates(int updates, String... values) throws Exception {
        String[] all = Stream.concat(Stream.of("training.step1_updates", "0", "training.updates", Integer.toString(updates),
                "evaluation.agreement_bytes", "1", "covering.gradient_share", "1"), Stream.of(values)).toArray(String[]::new);
        Run run = engine.start(SmallRun.config(folder, all), folder, folder.resolve("run" + runs++));
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        return run.metrics().training();
    }

    /** The parts by themselves are runs with one weight at 0; the whole has their lengths and the angle between them. */
    @ParameterizedTest
    @CsvSource({"one-to-one, one_to_one.weight", "alm, alm.weight", "bpm, bpm.weight"})
    void theGradientsOfTermsAddUpToTheWhole(String objective, String weight) throws Exception {
        String tokenWeight = weight.replace(".weight", ".token_weight");
        MetricTable both = updates(1, "objective", objective, tokenWeight, "0.5");
        double text = both.value(Metric.TOKEN_GRADIENT, 0);
        double teacher = both.value(Metric.TEACHER_GRADIENT, 0);
        assertThat(updates(1, "objective", objective, tokenWeight, "0").value(Metric.GRADIENT_NORM, 0)).as("teacher alone")
                .isCloseTo(teacher, within(2e-4 * teacher));
        assertThat(updates(1, "objective", objective, tokenWeight, "0.5", weight, "0").value(Metric.GRADIENT_NORM, 0)).as("text alone")
                .isCloseTo(text, within(2e-4 * text));
        double whole = both.value(Metric.GRADIENT_NORM, 0);
        assertThat(text * text + teacher * teacher + 2 * text * teacher * both.value(Metric.GRADIENT_COSINE, 0))
                .isCloseTo(whole * whole, within(1e-4 * whole * whole));
    }

    @Test
    void theCoveringsTermsAreTheTextAndTheTeacherTimesItsWeight() throws Exception {
        double text = updates(1, "objective", "sft").value(Metric.GRADIENT_NORM, 0);
        MetricTable once = updates(1, "objective", "covering", "covering.kl_weight", "5");
        MetricTable twice = updates(1, "objective", "covering", "covering.kl_weight", "10");
        assertThat(once.value(Metric.TOKEN_GRADIENT, 0)).isCloseTo(text, within(2e-4 * text));
        assertThat(twice.value(Metric.TEACHER_GRADIENT, 0) / once.value(Metric.TEACHER_GRADIENT, 0)).isCloseTo(2, within(2e-3));
        assertThat(twice.value(Metric.GRADIENT_COSINE, 0)).isCloseTo(once.value(Metric.GRADIENT_COSINE, 0), within(2e-3));
        assertThat(once.value(Metric.DROPPED_MASS, 0)).as("coverage is 0.999").isBetween(1e-6, 0.001);
    }

    @Test
    void aByteHeadHasThreeTerms() throws Exception {
        MetricTable run = updates(1, "objective", "bld");
        double text = updates(1, "objective", "sft").value(Metric.GRADIENT_NORM, 0);
        assertThat(run.value(Metric.TOKEN_GRADIENT, 0)).isCloseTo(text, within(2e-4 * text));
        MetricTable heavier = updates(1, "objective", "bld", "loss.byte_weight", "3", "loss.kl_weight", "0.2");
        assertThat(heavier.value(BYTES_GRADIENT, 0) / run.value(BYTES_GRADIENT, 0)).isCloseTo(3, within(1e-3));
        assertThat(heavier.value(Metric.TEACHER_GRADIENT, 0) / run.value(Metric.TEACHER_GRADIENT, 0)).isCloseTo(2, within(1e-3));
        assertThat(run.value(Metric.of("gradientCosineTokenBytes", ""), 0)).isBetween(-1.0, 1.0);
        assertThat(run.value(Metric.of("gradientCosineBytesTeacher", ""), 0)).isBetween(-1.0, 1.0);
    }

    /** At updates 1, 4 and 7; losses are those of a run that measures nothing, and text alone has no parts. */
    @Test
    void termsAreMeasuredNowAndThenAndChangeNothing() throws Exception {
        MetricTable measured = updates(7, "objective", "one-to-one", "evaluation.gradients_every", "3");
        for (int row = 0; row < 7; row++) {
            assertThat(Double.isNaN(measured.value(Metric.TEACHER_GRADIENT, row))).as("update " + (row + 1)).isEqualTo(row % 3 != 0);
        }
        MetricTable not = updates(7, "objective", "one-to-one", "evaluation.gradients_every", "0");
        assertThat(not.has(Metric.TEACHER_GRADIENT)).isFalse();
        assertThat(not.value(Metric.TOTAL_LOSS, 6)).isEqualTo(measured.value(Metric.TOTAL_LOSS, 6));
        assertThat(updates(1, "objective", "sft").has(Metric.TOKEN_GRADIENT)).isFalse();
    }

    /** Four documents in one, two or four parts: one loss, one gradient. */
    @ParameterizedTest
    @ValueSource(strings = {"bld", "covering", "one-to-one", "alm", "bpm", "uld", "gold", "simct", "mined", "x-token", "sft"})
    void accumulationInPartsGivesTheSameLossAndGradient(String objective) throws Exception {
        MetricTable whole = updates(1, "objective", objective, "training.batch_documents", "4", "training.micro_batch_documents", "4");
        for (String part : new String[] {"1", "2"}) {
            MetricTable parts = updates(1, "objective", objective, "training.batch_documents", "4", "training.micro_batch_documents", part);
            for (Metric metric : new Metric[] {Metric.TOTAL_LOSS, Metric.GRADIENT_NORM, Metric.TOKEN_GRADIENT, Metric.TEACHER_GRADIENT}) {
                if (whole.has(metric)) {
                    assertThat(parts.value(metric, 0)).as(metric + " in parts of " + part).isCloseTo(whole.value(metric, 0),
                            within(2e-5 * whole.value(metric, 0)));
                }
            }
        }
    }
}
