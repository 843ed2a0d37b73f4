package org.bytestill.ui.config;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.library.RecordLine;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;

/** A run's configuration as lines and as a file; read only, because it is what ran. */
public final class ConfigViewModel {
    private final RunConfig config;

    public ConfigViewModel(RunConfig config) {
        this.config = config;
    }

    /** All values in the order of the file, or those that differ from their defaults. */
    public List<ConfigLine> lines(boolean onlyChanged) {
        return RunConfigFile.settings().stream()
                .map(setting -> new ConfigLine(setting.path(), RunConfigFile.text(config, setting.path()),
                        RunConfigFile.text(RunConfig.recommended(), setting.path()), setting.help()))
                .filter(line -> !onlyChanged || line.isChanged()).toList();
    }

    /**
     * What {@code run.json} records of a run; reads the file.
     *
     * @throws org.bytestill.problem.UserError if it cannot be read
     */
    public static List<RecordLine> record(Path run) {
        return RecordLine.of(RunManifest.read(RunFolder.existing(run)).root());
    }

    public long changes() {
        return lines(true).size();
    }

    /** The content of {@code run.yaml}. */
    public String yaml() {
        return RunConfigFile.write(config);
    }
}
