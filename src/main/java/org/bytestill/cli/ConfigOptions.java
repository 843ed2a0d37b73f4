package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options for the configuration: a {@code run.yaml} and overrides of its values. */
final class ConfigOptions {
    @Parameters(paramLabel = "RUN.yaml", description = "The configuration; relative paths in it are meant from its folder.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Override a value, for example --set training.updates=500. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    RunConfig read() {
        return overridden(RunConfigFile.read(file), overrides);
    }

    /** The folder that relative paths start at. */
    Path base() {
        return file.toAbsolutePath().getParent();
    }

    static RunConfig overridden(RunConfig config, List<String> overrides) {
        RunConfig result = config;
        for (Map.Entry<String, String> value : values(overrides).entrySet()) {
            result = RunConfigFile.with(result, value.getKey(), value.getValue());
        }
        return result;
    }

    /** Paths of settings with their values, in the order in which they were given. */
    static Map<String, String> values(List<String> overrides) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                throw UserError.badInput("--set %s: expected is KEY=VALUE, for example --set training.updates=500.", override);
            }
            values.remove(override.substring(0, equals).strip());
            values.put(override.substring(0, equals).strip(), override.substring(equals + 1));
        }
        return values;
    }
}
