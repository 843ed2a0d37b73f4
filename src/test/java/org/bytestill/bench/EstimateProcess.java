package org.bytestill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.cost.UsedCost;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;

/**
 * A process that computes a run, {@code RUN.yaml FOLDER COSTS}, and prints what was said of it and what it used as one line of JSON; with
 * {@code dry} behind these it computes a dry run alone. What both used is kept in the file COSTS, which the next process learns from.
 */
public final class EstimateProcess {
    /** Before the first update and after the last. */
    private static final int EVALUATIONS = 2;

    private EstimateProcess() {}

    public static void main(String[] arguments) throws Exception {
        CostStore costs = new CostStore(Path.of(arguments[2]));
        Path yaml = Path.of(arguments[0]).toAbsolutePath();
        Path folder = Path.of(arguments[1]);
        RunConfig config = RunConfigFile.read(yaml);
        if (arguments.length > 3) {
            try (TrainingEngine engine = new TrainingEngine(costs, true)) {
                engine.dryRun(new DryRunRequest(config, yaml.getParent(), folder), new Nobody()).get();
            }
            BenchProcess.print(Map.of("dry", true));
            return;
        }
        Estimate said;
        try (TrainingEngine engine = new TrainingEngine(costs, true)) {
            said = engine.estimate(config, yaml.getParent(), folder);
            Run run = engine.start(config, yaml.getParent(), folder);
            while (!run.awaitEnd(Duration.ofMinutes(10))) {
                // Large models take their time.
            }
            if (run.progress().state() != RunState.DONE) {
                throw new IllegalStateException(run.progress().message());
            }
        } // what was used is written when the engine has ended
        print(said, costs.all().get(costs.all().size() - 1), config);
    }

    private static void print(Estimate said, UsedCost cost, RunConfig config) throws IOException {
        PhaseCost used = cost.used();
        double seconds = orZero(used.convertSeconds()) + config.training().updates() * used.updateSeconds()
                + EVALUATIONS * orZero(used.evaluationSeconds());
        BenchProcess.print(Map.of("saidBytes", Math.max(said.trainMemoryBytes(), used.convertBytes() > 0 ? said.convertMemoryBytes() : 0),
                "usedBytes", Math.max(used.trainBytes(), used.convertBytes()), "saidSeconds",
                (said.convertSecondsLow() + said.convertSecondsHigh() + said.trainSecondsLow() + said.trainSecondsHigh()) / 2,
                "usedSeconds", seconds));
    }

    private static double orZero(double seconds) {
        return Double.isNaN(seconds) ? 0 : seconds;
    }

    /** Follows a dry run to its end. */
    private static final class Nobody implements DryRunListener {
        @Override
        public boolean progress(DryRunStage stage, long done, long total) {
            return true;
        }

        @Override
        public void found(DryRunFinding finding) {
            // Faults of the configuration would show in the run.
        }
    }
}
