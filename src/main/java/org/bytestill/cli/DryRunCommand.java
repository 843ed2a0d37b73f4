package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "dry-run", description = "Compute a few real updates, an evaluation and a checkpoint of a run, and remove all of it:"
        + " in about half a minute faults show and the estimates of this configuration are measured.")
final class DryRunCommand extends EngineCommand {
    private static final Texts TEXTS = Texts.inFiles("dryrun");

    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder the run will have; the dry run makes one of its own beside it"
            + " and removes it (default: runs/NAME).")
    private @Nullable Path folder;

    @Override
    ExitCode run(Terminal terminal) throws Exception {
        RunConfig config = configuration.read();
        Path target = folder == null ? TrainCommand.defaultFolder(config) : folder;
        try (Engine engine = Bytestill.openEngine(); Signals signals = new Signals(() -> {})) {
            var problems = engine.check(config, configuration.base(), target);
            if (problems.stream().anyMatch(Problem::isError)) {
                problems.stream().filter(Problem::isError).forEach(problem -> terminal.note("%s%s %s",
                        problem.field().isEmpty() ? "" : problem.field() + ": ", problem.message(), problem.cure()));
                return ConfigCheck.exitCode(problems);
            }
            Fit.require(engine.estimate(config, configuration.base(), target), engine);
            DryRunReport report = report(engine, new DryRunRequest(config, configuration.base(), target), new Lines(terminal, signals));
            if (report.isFine()) {
                print(report, engine, config, target, terminal);
            }
            return report.isFine() ? ExitCode.OK : ExitCode.BAD_INPUT;
        }
    }

    private void print(DryRunReport report, Engine engine, RunConfig config, Path target, Terminal terminal) {
        var estimate = engine.estimate(config, configuration.base(), target);
        if (terminal.isJson()) {
            ObjectNode object = Terminal.object("dryRun").put("fine", report.isFine()).put("seconds", report.seconds());
            EstimateLines.put(object.putObject("estimate"), estimate);
            terminal.data(object);
        } else {
            terminal.line("The run may start; nothing of the dry run is left (%.0f s).", report.seconds());
            EstimateLines.print(estimate, terminal);
        }
    }

    private static DryRunReport report(Engine engine, DryRunRequest request, DryRunListener listener) throws Exception {
        try {
            return engine.dryRun(request, listener).get();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof UserError || e.getCause() instanceof CancellationException) {
                throw (RuntimeException) e.getCause();
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Prints each finding as it comes; a signal ends the dry run. */
    private record Lines(Terminal terminal, Signals signals) implements DryRunListener {
        @Override
        public boolean progress(DryRunStage stage, long done, long total) {
            return !signals.received();
        }

        @Override
        public void found(DryRunFinding finding) {
            String outcome = finding.outcome().name().toLowerCase(java.util.Locale.ROOT);
            if (terminal.isJson()) {
                terminal.data(Terminal.object("finding").put("stage", finding.stage().word()).put("outcome", outcome)
                        .put("text", finding.text()).put("cure", finding.cure()));
            } else {
                terminal.line("%-8s %-17s %s%s", outcome, TEXTS.get("stage." + finding.stage().word()), finding.text(),
                        finding.cure().isEmpty() ? "" : " " + finding.cure());
            }
        }
    }
}
