package org.bytestill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.cost.UsedCost;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;

/** A process that computes a run, {@code RUN.yaml FOLDER}, and prints what was said of it and what it used as one line of JSON. */
public final class EstimateProcess {
    private EstimateProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        CostStore costs = new CostStore(Path.of(arguments[1] + "-costs.jsonl"));
        try (TrainingEngine engine = new TrainingEngine(costs, true)) {
            Path yaml = Path.of(arguments[0]).toAbsolutePath();
            Run run = engine.start(RunConfigFile.read(yaml), yaml.getParent(), Path.of(arguments[1]));
            while (!run.awaitEnd(Duration.ofMinutes(10))) {
                // Large models take their time.
            }
            if (run.progress().state() != RunState.DONE) {
                throw new IllegalStateException(run.progress().message());
            }
        } // what was used is written when the engine has ended
        UsedCost cost = costs.all().get(0);
        BenchProcess.print(Map.of("saidTrainBytes", cost.said().trainBytes(), "saidConvertBytes",
                cost.used().convertBytes() > 0 ? cost.said().convertBytes() : 0, "trainBytes", cost.used().trainBytes(), "convertBytes",
                cost.used().convertBytes(), "saidUpdateSeconds", cost.said().updateSeconds(), "updateSeconds",
                cost.used().updateSeconds()));
    }
}
