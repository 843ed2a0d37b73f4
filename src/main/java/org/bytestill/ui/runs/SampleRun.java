package org.bytestill.ui.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;

/** The sample run, whose models and text ship with the program: its estimate, and its start. */
public final class SampleRun {
    private static final String CONFIG = "quick.yaml";

    private final Engine engine;
    private final Path runsFolder;
    private final Optional<Path> sampleData;

    SampleRun(Engine engine, Path runsFolder, Optional<Path> sampleData) {
        this.engine = engine;
        this.runsFolder = runsFolder;
        this.sampleData = sampleData;
    }

    public boolean isThere() {
        return sampleData.isPresent();
    }

    /** What it will cost on this machine; reads headers, so not for the JavaFX thread. */
    public Estimate estimate() {
        return engine.estimate(config(), folder(), freeRunFolder());
    }

    Run start() {
        Path runFolder = freeRunFolder();
        RunConfig named = RunConfigFile.with(config(), "name", runFolder.getFileName().toString());
        return engine.start(named, folder(), runFolder);
    }

    private RunConfig config() {
        return RunConfigFile.read(folder().resolve(CONFIG));
    }

    private Path folder() {
        return sampleData.orElseThrow(() -> UserError.badInput(
                "The folder sample-data was not found beside the program. Start Bytestill from its own folder, or set up a run with New run."));
    }

    /** The sample's own name, with a number if it was run before. */
    private Path freeRunFolder() {
        String name = config().name();
        Path candidate = runsFolder.resolve(name);
        for (int number = 2; Files.exists(candidate); number++) {
            candidate = runsFolder.resolve(name + "-" + number);
        }
        return candidate;
    }
}
