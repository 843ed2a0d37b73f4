package org.bytestill.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.chart.SampleLog;

/** Runs of every kind for pictures of the start screen, put into a {@link FakeEngine}. */
public final class SampleRuns {
    private static final String TEACHER = "models/gemma-3-270m";
    private static final String STUDENT = "models/SmolLM2-135M";

    private SampleRuns() {}

    public static void into(FakeEngine engine, Path folder) {
        add(engine, folder, "smollm2-from-gemma3-1124", RunState.RUNNING, TEACHER, STUDENT, 1220, 2000, 0.208, 1.228, 1200, 41_300,
                Duration.ofSeconds(2));
        add(engine, folder, "qwen-half-to-bytes", RunState.PAUSED, "models/Qwen2.5-0.5B", "models/bytes", 760, 2000, 0.402, 1.371, 700, 0,
                Duration.ofHours(2));
        add(engine, folder, "llama8b-to-2b-math", RunState.INTERRUPTED, "models/Llama-3.1-8B", "models/gemma-2-2b", 884, 2000, 0.231,
                1.048, 800, 0, Duration.ofHours(9));
        add(engine, folder, "smollm2-eps-0.001", RunState.DONE, TEACHER, STUDENT, 2000, 2000, 0.171, 1.206, 1900, 0, Duration.ofHours(30));
        add(engine, folder, "smollm2-eps-0.01", RunState.DONE, TEACHER, STUDENT, 2000, 2000, 0.178, 1.209, 2000, 0, Duration.ofHours(31));
        add(engine, folder, "smollm2-covering", RunState.STOPPED, TEACHER, STUDENT, 1500, 2000, 0.174, 1.207, 1400, 0, Duration.ofDays(3));
        add(engine, folder, "smollm2-head-autoregressive", RunState.FAILED, TEACHER, STUDENT, 604, 2000, 0.514, 1.498, 500, 0,
                Duration.ofDays(4));
        add(engine, folder, "smollm2-sft-baseline", RunState.DONE, "", STUDENT, 2000, 2000, Double.NaN, 1.201, 2000, 0, Duration.ofDays(5));
        engine.summaries.add(new RunSummary(folder.resolve("copied-from-server"), "copied-from-server", RunState.DRAFT, "", "", 0, 0,
                Double.NaN, Double.NaN, 0, 0, 0,
                Instant.now().minus(Duration.ofDays(6)),
                "run.json ends in the middle of line 14: the copy is incomplete. Copy the folder again."));
    }

    private static void add(FakeEngine engine, Path folder, String name, RunState state, String teacher, String student, int update,
            int updates, double kl, double bits,
            int best, double speed, Duration ago) {
        long bytes = (long) update * SampleLog.BYTES_PER_UPDATE;
        engine.summaries.add(new RunSummary(folder.resolve(name), name, state, teacher, student, update, updates, kl, bits, best, bytes,
                speed, Instant.now().minus(ago), ""));
        FakeRun run = FakeRun.training(folder.resolve(name));
        RunProgress p = run.progress;
        String message = state == RunState.FAILED
                ? "The loss was not finite at update 604; the update was not applied. Resume with a lower learning rate." : "";
        run.progress = new RunProgress(state, p.step(), p.steps(), update, updates, bytes, p.plannedBytes(), speed, p.secondsLeft(),
                p.convertedBytes(), p.bytesToConvert(), message);
        engine.runs.put(folder.resolve(name), run);
    }
}
