package org.bytestill.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.run.Metric;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
    @TempDir
    Path home;

    /** A window that is told needs not wait until it looks. */
    @Test
    void aNumberIsToldWhenItIsThere() throws Exception {
        RunConfig config = SmallRun.config(home);
        RunFolder folder = RunFolder.create(home.resolve("run"));
        Files.writeString(folder.config(), RunConfigFile.write(config));
        LocalRun run = new LocalRun(folder, config, RunManifest.create(folder), TrainingState.START, ChronoUnit.FOREVER::getDuration);
        List<String> told = new ArrayList<>();
        run.onNews(() -> told.add(run.progress().state() + " " + run.metrics().training().size() + " " + run.metrics().evaluation().size()
                + " " + run.events().size()));
        run.stateChanged(RunState.RUNNING, TrainingState.START);
        run.trained(Map.of(Metric.UPDATE, 1.0, Metric.BYTES, 100.0, Metric.TOKEN_LOSS, 3.0));
        run.evaluated(Map.of(Metric.UPDATE, 1.0, Metric.BYTES, 100.0, Metric.TOKEN_LOSS, 3.0));
        run.happened(RunEvent.Kind.BEST, 1, "Best so far");
        assertThat(told).containsExactly("RUNNING 0 0 0", "RUNNING 1 0 0", "RUNNING 1 1 0", "RUNNING 1 1 1");
    }
}
