package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Conversion;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Say where a run has got to, whoever computes it.")
final class StatusCommand extends EngineCommand {
    private static final Map<Metric, String> NAMES = Map.of(Metric.TOKEN_LOSS, "token loss", Metric.BYTE_LOSS, "byte loss",
            Metric.BITS_PER_BYTE, "bits/byte", Metric.KL_BITS, "KL", Metric.TOP1_AGREEMENT, "agreement");
    private static final List<Metric> SHOWN = NAMES.keySet().stream().sorted().toList();

    @Mixin
    private RunFolderArgument run;

    @Option(names = "--watch", description = "Look again every second until the run ends.")
    private boolean watch;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        try (Engine engine = Bytestill.openEngine(); Signals signals = new Signals(() -> {})) {
            Run opened = engine.open(run.folder);
            print(opened, terminal);
            while (watch && !signals.received() && !opened.progress().state().isEnded()) {
                opened.awaitEnd(Duration.ofSeconds(1));
                print(opened, terminal);
            }
            return ExitCode.OK;
        }
    }

    static void print(Run run, Terminal terminal) {
        RunProgress progress = run.progress();
        MetricTable evaluation = run.metrics().evaluation();
        if (terminal.isJson()) {
            terminal.data(object(run, progress, evaluation));
            return;
        }
        terminal.line("%s: %s, update %d of %d%s", run.name(), word(progress.state()), progress.update(), progress.updates(),
                progress.state() == RunState.CONVERTING
                        ? String.format(Locale.ROOT, ", teacher bytes %,d of %,d", progress.convertedBytes(),
                                progress.bytesToConvert())
                        : "");
        if (progress.state().isActive()) {
            terminal.line("  speed       %.0f bytes/s, about %s left", progress.bytesPerSecond(), Labels.duration(progress.secondsLeft()));
        }
        if (progress.state() == RunState.CONVERTING) {
            run.conversion().ifPresent(conversion -> print(conversion, terminal));
        }
        for (Metric metric : SHOWN) {
            if (evaluation.size() > 0 && !Double.isNaN(evaluation.last(metric))) {
                terminal.line("  %-11s %s %s (at the start %s)", name(metric), Labels.number(evaluation.last(metric)), metric.unit(),
                        Labels.number(evaluation.value(metric, 0)));
            }
        }
        for (Metric metric : TaskMetric.all(evaluation)) {
            double[] values = IntStream.range(0, evaluation.size()).mapToDouble(row -> evaluation.value(metric, row))
                    .filter(Double::isFinite).toArray();
            if (values.length > 0) {
                terminal.line("  task        %s %s (at the start %s)", TaskMetric.name(metric), Labels.number(values[values.length - 1]),
                        Labels.number(values[0]));
            }
        }
        for (CheckpointInfo checkpoint : run.checkpoints()) {
            terminal.line("  checkpoint  %d%s%s, %s", checkpoint.update(), checkpoint.best() ? ", best" : "",
                    checkpoint.last() ? ", last" : "",
                    Labels.disk(checkpoint.sizeBytes()));
        }
        if (!progress.message().isEmpty()) {
            terminal.line("  %s", progress.message());
        }
    }

    private static void print(Conversion conversion, Terminal terminal) {
        terminal.line("  teacher     %s rows a byte; of %,d bytes: residual %s, dropped %s, healed %,d",
                Labels.number(conversion.rowsPerByte()),
                conversion.measuredBytes(), Labels.number(conversion.residual()), Labels.number(conversion.dropped()), conversion.healed());
    }

    private static ObjectNode object(Run run, RunProgress progress, MetricTable evaluation) {
        ObjectNode object = Terminal.object("status").put("run", run.folder().toString()).put("name", run.name())
                .put("state", word(progress.state()))
                .put("step", progress.step()).put("steps", progress.steps()).put("update", progress.update())
                .put("updates", progress.updates())
                .put("bytes", progress.bytes()).put("bytesPerSecond", Terminal.finite(progress.bytesPerSecond()))
                .put("secondsLeft", Terminal.finite(progress.secondsLeft())).put("convertedBytes", progress.convertedBytes())
                .put("bytesToConvert", progress.bytesToConvert()).put("message", progress.message());
        if (progress.state() == RunState.CONVERTING) {
            run.conversion().ifPresent(conversion -> object.putObject("conversion").put("measuredBytes", conversion.measuredBytes())
                    .put("rowsPerByte", Terminal.finite(conversion.rowsPerByte())).put("residual", Terminal.finite(conversion.residual()))
                    .put("dropped", Terminal.finite(conversion.dropped())).put("healed", conversion.healed()));
        }
        if (evaluation.size() > 0) {
            object.set("evaluation", RunFollower.row("evaluation", evaluation.row(evaluation.size() - 1)));
        }
        for (CheckpointInfo checkpoint : run.checkpoints()) {
            object.withArray("checkpoints").addObject().put("update", checkpoint.update()).put("best", checkpoint.best())
                    .put("last", checkpoint.last())
                    .put("folder", checkpoint.folder().toString()).put("sizeBytes", checkpoint.sizeBytes())
                    .put("bitsPerByte", Terminal.finite(checkpoint.bitsPerByte())).put("klBits", Terminal.finite(checkpoint.klBits()));
        }
        return object;
    }

    /** The name of a state in output: lower case. */
    static String word(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String name(Metric metric) {
        return NAMES.getOrDefault(metric, metric.key());
    }
}
