package org.bytestill.ui.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeEngine;

/** An engine that computes nothing and lists the runs that lie in a folder. */
public class FolderEngine extends FakeEngine {
    @Override
    public List<RunSummary> runs(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(RunFolder::isAt).map(RunSummary::of)
                    .sorted(Comparator.comparing(RunSummary::startedAt).reversed().thenComparing(RunSummary::folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the folder of a run that has ended; values are pairs of key and value. */
    public static Path run(Path runs, String name, RunState state, Instant startedAt, String... values) throws IOException {
        Path path = Files.createDirectories(runs.resolve(name));
        RunConfig config = RunConfigFile.with(RunConfig.recommended(), "name", name);
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        Files.writeString(path.resolve("run.yaml"), RunConfigFile.write(config));
        RunManifest manifest = RunManifest.create(new RunFolder(path)).state(state);
        manifest.root().put("name", name).put("update", 40).put("updates", 40).put("bestUpdate", 40).put("bestKlBits", 0.25)
                .put("bestBitsPerByte", 1.5).put("teacher", "models/teacher").put("student", "models/student")
                .put("startedAt", startedAt.toString());
        manifest.write();
        return path;
    }
}
