package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What inspecting the newest checkpoint costs the run that trains. Target: at most 5 % of its updates a second.
 *
 * <p>Paired, within one run: every round measures the run alone, then beside a person who asks without pause, then alone again.
 * The slow-down of a round is that of its middle against the mean of its ends, so that a drift of the machine falls out; the two
 * ends against each other say how much of it is noise. {@code mvn test -Pbench -Dtest=InspectBesideRunBench}, on a machine with
 * nothing else to do; {@code -Dbench.rounds=N} for more or fewer than 4 rounds.
 */
@Tag("bench")
class InspectBesideRunBench {
    private static final Logger LOG = LoggerFactory.getLogger(InspectBesideRunBench.class);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 4);
    private static final Duration PHASE = Duration.ofSeconds(20);
    /** What was begun in the phase before has ended by then. */
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final int TEXT_BYTES = 120;

    @TempDir
    private Path folder;
    private TrainingEngine engine;
    private Run run;
    private long answers;
    private long asked;

    @Test
    void updatesASecondWithAndWithoutInspecting() throws Exception {
        try (TrainingEngine opened = new TrainingEngine()) {
            engine = opened;
            // One thread a core, as a run has it by default: the inspector gets what is left.
            run = engine.start(SmallRun.config(folder, "teacher", Path.of("sample-data/teacher").toAbsolutePath().toString(), "student",
                    Path.of("sample-data/student").toAbsolutePath().toString(), "training.updates", "1000000", "training.step1_updates",
                    "0",
                    "training.batch_documents", "8", "training.micro_batch_documents", "8", "evaluation.every_updates", "1000000",
                    "checkpoint.every_updates", "100", "hardware.threads", "0"), folder, folder.resolve("run"));
            Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> run.checkpoints().size() > 1);
            List<Double> slower = new ArrayList<>();
            List<Double> noise = new ArrayList<>();
            double inspectorSeconds = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double before = updatesPerSecond();
                long computed = inspectorNanos();
                double beside = besideAPerson();
                inspectorSeconds += (inspectorNanos() - computed) / 1e9;
                double after = updatesPerSecond();
                slower.add(100 * (1 - 2 * beside / (before + after)));
                noise.add(100 * (1 - after / before));
                LOG.warn(String.format(Locale.ROOT,
                        "round %d: updates/s alone %.2f, beside %.2f, alone %.2f: %.1f %% slower, the two alone differ by %.1f %%",
                        round + 1, before, beside, after, slower.get(round), noise.get(round)));
            }
            run.stop(false);
            SmallRun.awaitEnd(run);
            assertThat(inspectorSeconds).as("seconds computed for somebody who looked").isPositive();
            LOG.warn(String.format(Locale.ROOT,
                    "inspecting the newest checkpoint: the run is %.1f %% slower (median of %d rounds, %.1f to %.1f), target 5 %%; "
                            + "the run alone against itself: median %.1f %% (%.1f to %.1f); %d answers of %d bytes by two models, %.1f s of a core for them",
                    median(slower), ROUNDS, sorted(slower).get(0), sorted(slower).get(ROUNDS - 1), median(noise), sorted(noise).get(0),
                    sorted(noise).get(ROUNDS - 1), answers, TEXT_BYTES, inspectorSeconds));
        }
    }

    private double besideAPerson() throws Exception {
        Person person = new Person();
        Thread thread = new Thread(person, "person");
        thread.start();
        double beside = updatesPerSecond();
        person.leave();
        thread.join();
        return beside;
    }

    /** Asks about a text that nobody asked about before, waits for the answer and for the tokens at some bytes, and asks again. */
    private final class Person implements Runnable {
        private volatile boolean stays = true;
        private volatile CompletableFuture<?> waitsFor = CompletableFuture.completedFuture(null);

        @Override
        public void run() {
            ConverterSettings beam = ConverterSettings.beam(10, 0.01);
            while (stays) {
                try {
                    byte[] source = Files.readAllBytes(Path.of("sample-data/text/validation.txt"));
                    int from = (int) (asked++ * TEXT_BYTES % (source.length - TEXT_BYTES));
                    List<CheckpointInfo> checkpoints = run.checkpoints();
                    Inspection found = answer(engine.inspector()
                            .inspect(new InspectionRequest(Arrays.copyOfRange(source, from, from + TEXT_BYTES),
                                    new InspectedModel(Path.of("sample-data/teacher"), beam),
                                    new InspectedModel(checkpoints.get(checkpoints.size() - 1).folder(), beam)), (done, total) -> stays));
                    for (int offset = 20; offset < TEXT_BYTES; offset += 20) {
                        answer(found.studentFlow().at(offset));
                    }
                    answers++;
                } catch (CancellationException e) {
                    // The phase is over.
                } catch (java.io.IOException | InterruptedException | ExecutionException | TimeoutException e) {
                    LOG.debug("a checkpoint was pruned meanwhile", e);
                }
            }
        }

        private <T> T answer(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
            waitsFor = future;
            if (!stays) {
                future.cancel(false);
            }
            return future.get(10, TimeUnit.MINUTES);
        }

        void leave() {
            stays = false;
            waitsFor.cancel(false);
        }
    }

    /** By the run's own clock, over whole updates of one phase. */
    private double updatesPerSecond() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        MetricTable rows = run.metrics().training();
        int from = rows.size() - 1;
        TimeUnit.MILLISECONDS.sleep(PHASE.toMillis());
        int to = run.metrics().training().size() - 1;
        rows = run.metrics().training();
        assertThat(to).as("updates of a phase").isGreaterThan(from);
        return (to - from) / (rows.value(Metric.ACTIVE_SECONDS, to) - rows.value(Metric.ACTIVE_SECONDS, from));
    }

    private static long inspectorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(thread -> thread != null
                && thread.getThreadName().equals("bytestill-inspector")).mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }
}
