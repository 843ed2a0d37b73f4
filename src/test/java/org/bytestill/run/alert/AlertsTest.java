package org.bytestill.run.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private final List<String> rung = new ArrayList<>();
    private final Alerts alerts = new Alerts((word, update, text) -> rung.add(word + " " + update));
    private int update;

    private void train(int times, double loss, double bytesPerSecond, double secondsEach) {
        for (int i = 0; i < times; i++) {
            update++;
            alerts.trained(Map.of(Metric.UPDATE, (double) update, Metric.TOKEN_LOSS, loss, Metric.BYTES_PER_SECOND, bytesPerSecond,
                    Metric.ACTIVE_SECONDS, secondsEach * update));
        }
    }

    private void evaluate(double bitsPerByte, double klBits) {
        update += 10;
        alerts.evaluated(Map.of(Metric.UPDATE, (double) update, Metric.BITS_PER_BYTE, bitsPerByte, Metric.KL_BITS, klBits));
    }

    @Test
    void aLossThatTreblesForTwentyUpdatesRingsOnceAndAgainAfterItWasWell() {
        train(30, 2, 1000, 1);
        train(19, 7, 1000, 1);
        assertThat(rung).isEmpty();
        train(40, 7, 1000, 1);
        assertThat(rung).containsExactly("loss-risen 50");
        train(5, 2, 1000, 1);
        train(30, 7, 1000, 1);
        assertThat(rung).as("five good updates are no recovery").hasSize(1);
        train(20, 2, 1000, 1);
        train(20, 7, 1000, 1);
        assertThat(rung).containsExactly("loss-risen 50", "loss-risen 164");
    }

    @Test
    void oneSpikeDoesNotRing() {
        train(30, 2, 1000, 1);
        train(1, 500, 1000, 1);
        train(100, 2, 1000, 1);
        assertThat(rung).isEmpty();
    }

    @Test
    void fiveEvaluationsWorseThanTheBestRingOnceAndANewBestArmsAgain() {
        evaluate(1.657, 0.3);
        for (double bits : new double[] {1.70, 1.69, 1.72, 1.75}) {
            evaluate(bits, Double.NaN);
        }
        assertThat(rung).isEmpty();
        evaluate(1.80, Double.NaN);
        evaluate(1.90, Double.NaN);
        assertThat(rung).containsExactly("validation-worse 60");
        evaluate(1.60, Double.NaN);
        for (int i = 0; i < 5; i++) {
            evaluate(1.61, Double.NaN);
        }
        assertThat(rung).containsExactly("validation-worse 60", "validation-worse 130");
    }

    @Test
    void aPlateauIsNoOverfitting() {
        for (int i = 0; i < 30; i++) {
            evaluate(1.657 + (i % 2) * 1e-4, 0.3);
        }
        assertThat(rung).isEmpty();
    }

    @Test
    void aPairThatGoesApartForThreeEvaluationsRings() {
        evaluate(1.60, 0.30);
        evaluate(1.61, 0.29);
        evaluate(1.62, 0.28);
        assertThat(rung).isEmpty();
        evaluate(1.63, 0.27);
        assertThat(rung).containsExactly("pair-diverging 40");
    }

    @Test
    void textThatComesAtHalfTheSpeedForAMinuteRings() {
        train(60, 2, 1000, 5);
        train(12, 2, 500, 5);
        assertThat(rung).as("a minute, but not twenty updates").isEmpty();
        train(20, 2, 500, 5);
        assertThat(rung).hasSize(1).first().asString().startsWith("slower");
    }

    @Test
    void shortUpdatesHaveToBeSlowForAMinute() {
        train(60, 2, 1000, 0.1);
        train(200, 2, 500, 0.1);
        assertThat(rung).isEmpty();
    }

    @Test
    void aDiskWithoutRoomForTwoMoreCheckpointsRingsUntilThereIsRoomForFour() {
        alerts.saved(10, 1000, 2500);
        alerts.saved(20, 1000, 1999);
        alerts.saved(30, 1000, 1500);
        alerts.saved(40, 1000, 3000);
        alerts.saved(50, 1000, 1000);
        alerts.saved(60, 1000, 4001);
        alerts.saved(70, 1000, 10);
        assertThat(rung).containsExactly("disk-nearly-full 20", "disk-nearly-full 70");
    }

    /** Samples every two seconds, the first after so many seconds of the day. */
    private void sample(int from, int seconds, double cpu, double gpu, double celsius) {
        for (int at = from; at < from + seconds; at += 2) {
            alerts.sampled(7, new DeviceSample(Instant.ofEpochSecond(at), cpu, 1, 1e9, 1e9, gpu, 0, Double.isNaN(gpu) ? Double.NaN : 8e9,
                    celsius, Double.NaN));
        }
    }

    @Test
    void aProcessThatDoesNothingForHalfAMinuteRingsOnceUntilItWorksAgain() {
        sample(0, 20, 0.9, Double.NaN, Double.NaN);
        sample(20, 32, 0.01, Double.NaN, Double.NaN);
        assertThat(rung).as("not longer than half a minute").isEmpty();
        sample(52, 60, 0.01, Double.NaN, Double.NaN);
        assertThat(rung).containsExactly("device-idle 7");
        sample(112, 2, 0.5, Double.NaN, Double.NaN);
        sample(114, 40, 0, Double.NaN, Double.NaN);
        assertThat(rung).containsExactly("device-idle 7", "device-idle 7");
    }

    @Test
    void aPauseIsNotIdleAndAGpuCountsWhereThereIsOne() {
        sample(0, 20, 0.01, Double.NaN, Double.NaN);
        sample(100, 20, 0.01, Double.NaN, Double.NaN);
        assertThat(rung).as("twice twenty seconds").isEmpty();
        sample(200, 40, 0.01, 0.8, 60);
        assertThat(rung).as("the GPU works").isEmpty();
        sample(240, 40, 0.5, 0, 60);
        assertThat(rung).containsExactly("device-idle 7");
    }

    @Test
    void aGpuAtItsLimitRingsOnceUntilItIsCool() {
        sample(0, 8, 0.5, 1, 88);
        sample(8, 8, 0.5, 1, 84);
        assertThat(rung).as("eight seconds").isEmpty();
        sample(16, 20, 0.5, 1, 88);
        sample(36, 20, 0.5, 1, 84);
        sample(56, 20, 0.5, 1, 88);
        assertThat(rung).as("not cool between").containsExactly("device-hot 7");
        sample(76, 10, 0.5, 1, 70);
        sample(86, 10, 0.5, 1, 90);
        assertThat(rung).containsExactly("device-hot 7", "device-hot 7");
    }

    private void convert(long bytes, long impossible, double dropped) {
        alerts.converted(new Conversion(bytes, 1, 0.001, dropped, impossible, 0, 0, Double.NaN, new byte[0], new double[0]));
    }

    @Test
    void aTeacherThatGivesTheTextNoProbabilityRingsOnceWhenEnoughWasRead() {
        convert(1000, 500, 0.001);
        assertThat(rung).as("too little was read").isEmpty();
        convert(10_000, 49, 0.001);
        assertThat(rung).isEmpty();
        convert(20_000, 101, 0.001);
        convert(30_000, 151, 0.001);
        assertThat(rung).containsExactly("text-impossible 0");
    }

    @Test
    void massThatIsNotInTheTeachersBytesRingsOnceUntilItIsWellAgain() {
        convert(5000, 0, 0.008);
        assertThat(rung).isEmpty();
        convert(6000, 0, 0.0095);
        convert(7000, 0, 0.006);
        convert(8000, 0, 0.02);
        assertThat(rung).as("not well between").containsExactly("mass-lost 0");
        convert(9000, 0, 0.003);
        convert(10_000, 0, 0.02);
        assertThat(rung).containsExactly("mass-lost 0", "mass-lost 0");
    }

    @Test
    void aResumedRunKnowsWhatLiesBehindItAndDoesNotRingForIt() {
        MetricTable evaluation = new MetricTable();
        for (double bits : new double[] {1.5, 1.6, 1.6, 1.6, 1.6, 1.6}) {
            update += 10;
            evaluation.append(Map.of(Metric.UPDATE, (double) update, Metric.BITS_PER_BYTE, bits));
        }
        alerts.replay(new MetricLog() {
            @Override
            public MetricTable training() {
                return new MetricTable();
            }

            @Override
            public MetricTable evaluation() {
                return evaluation;
            }

            @Override
            public MetricTable abandoned() {
                return new MetricTable();
            }

            @Override
            public List<Integer> resumePoints() {
                return List.of();
            }
        });
        evaluate(1.7, Double.NaN);
        assertThat(rung).isEmpty();
    }
}
