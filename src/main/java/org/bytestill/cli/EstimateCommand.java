package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "estimate", description = "Say what a run will cost in time, memory by part, and disk, and what that is known from."
        + " Nothing is computed or written; `dry-run` measures it.")
final class EstimateCommand extends EngineCommand {
    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder the run will have (default: runs/NAME).")
    private @Nullable Path run;

    @Override
    ExitCode run(Terminal terminal) {
        RunConfig config = configuration.read();
        try (Engine engine = Bytestill.openEngine()) {
            Estimate estimate = engine.estimate(config, configuration.base(), run == null ? TrainCommand.defaultFolder(config) : run);
            if (terminal.isJson()) {
                ObjectNode object = Terminal.object("estimate");
                EstimateLines.put(object, estimate);
                terminal.data(object);
            } else {
                EstimateLines.print(estimate, terminal);
            }
            Fit.require(estimate, engine);
            return ExitCode.OK;
        }
    }
}
