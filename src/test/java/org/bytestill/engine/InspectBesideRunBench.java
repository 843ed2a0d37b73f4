package org.bytestill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.bytes.ConverterSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What inspecting the newest checkpoint costs the run that trains: updates a second without and with it, in turns. Target: at
 * most 5 %. {@code mvn test -Pbench -Dtest=InspectBesideRunBench}
 */
@Tag("bench")
class InspectBesideRunBench {
    private static final int ROUNDS = 6;
    private static final double ROUND_SECONDS = 8;

    @TempDir
    private Path folder;

    @Test
    void updatesASecondWithAndWithoutInspecting() throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            // One thread a core, as a run has it by default: the inspector gets what is left.
            Run run = engine.start(SmallRun.config(folder, "training.updates", "1000000", "training.step1_updates", "0", "evaluation.every_updates", "1000000",
                    "checkpoint.every_updates", "50", "hardware.threads", "0"), folder, folder.resolve("run"));
            while (run.checkpoints().size() < 2) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            byte[] text = Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/validation.txt")), 400);
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            long inspections = 0;
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(updatesPerSecond(run));
                AtomicBoolean goesOn = new AtomicBoolean(true);
                long[] count = new long[1];
                Thread person = new Thread(() -> {
                    while (goesOn.get()) {
                        CheckpointInfo newest = run.checkpoints().get(run.checkpoints().size() - 1);
                        ConverterSettings beam = ConverterSettings.beam(10, 0.01);
                        text[count[0]++ % 100 == 0 ? 0 : 399]++;
                        try {
                            engine.inspector().inspect(new InspectionRequest(text.clone(), new InspectedModel(SmallRun.TEACHER, beam),
                                    new InspectedModel(newest.folder(), beam)), (done, total) -> true).get(1, TimeUnit.MINUTES);
                        } catch (Exception e) {
                            LoggerFactory.getLogger(InspectBesideRunBench.class).debug("a checkpoint was pruned meanwhile", e);
                        }
                    }
                }, "person");
                person.start();
                beside.add(updatesPerSecond(run));
                goesOn.set(false);
                person.join();
                inspections += count[0];
            }
            run.stop(false);
            SmallRun.awaitEnd(run);
            double without = median(alone);
            double with = median(beside);
            LoggerFactory.getLogger(InspectBesideRunBench.class).warn(String.format(Locale.ROOT,
                    "updates/s alone %.2f, while inspecting %.2f (%d inspections): %.1f %% slower; target 5 %%", without, with, inspections,
                    100 * (1 - with / without)));
        }
    }

    private static double updatesPerSecond(Run run) throws InterruptedException {
        int from = run.metrics().training().size();
        long started = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep((long) (1000 * ROUND_SECONDS));
        return (run.metrics().training().size() - from) / ((System.nanoTime() - started) / 1e9);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }
}
