package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;

/**
 * Prints the progress of a run that this process computes, by polling its logs: a JSON object per update and evaluation, or sentences; at
 * the end a summary. The first signal stops the run with a checkpoint.
 */
final class RunFollower {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final long NANOS_BETWEEN_SENTENCES = 5_000_000_000L;

    private final Run run;
    private final Terminal terminal;
    private final long startedAt = System.nanoTime();
    private int trainingRows;
    private int evaluationRows;
    private int events;
    private long lastSentenceAt = startedAt;
    private String lastSentence = "";

    /** @param update prints the rows after this update; -1 prints all */
    RunFollower(Run run, int update, Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
        this.trainingRows = rowsUpTo(run.metrics().training(), update);
        this.evaluationRows = rowsUpTo(run.metrics().evaluation(), update);
        this.events = update < 0 ? 0 : run.events().size();
    }

    private static int rowsUpTo(MetricTable table, int update) {
        int rows = 0;
        while (rows < table.size() && table.value(Metric.UPDATE, rows) <= update) {
            rows++;
        }
        return rows;
    }

    /** Prints until the run has ended. */
    ExitCode follow() throws InterruptedException {
        try (Signals signals = new Signals(() -> {
            terminal.note("Saving a checkpoint before the end; a second signal ends at once.");
            run.stop(true);
        })) {
            FullDiskPrompt prompt = new FullDiskPrompt(run, terminal);
            while (!run.awaitEnd(POLL_INTERVAL)) {
                printNews();
                prompt.look();
            }
            printNews();
            return end(signals.received());
        }
    }

    private void printNews() {
        MetricTable training = run.metrics().training();
        for (int size = training.size(); trainingRows < size; trainingRows++) {
            if (terminal.isJson()) {
                terminal.data(row("update", training.row(trainingRows)));
            }
        }
        List<RunEvent> all = run.events();
        for (; events < all.size(); events++) {
            // Evaluations are printed from the metrics, a failure at the end.
            if (!terminal.isJson() && all.get(events).kind() != RunEvent.Kind.FAILED && all.get(events).kind() != RunEvent.Kind.EVALUATED) {
                terminal.line("[%d] %s", all.get(events).update(), all.get(events).message());
            }
        }
        MetricTable evaluation = run.metrics().evaluation();
        for (int size = evaluation.size(); evaluationRows < size; evaluationRows++) {
            if (terminal.isJson()) {
                terminal.data(row("evaluation", evaluation.row(evaluationRows)));
            } else {
                terminal.line("[%.0f] %s", evaluation.value(Metric.UPDATE, evaluationRows), held(evaluation, evaluationRows));
            }
        }
        if (!terminal.isJson() && System.nanoTime() - lastSentenceAt >= NANOS_BETWEEN_SENTENCES) {
            lastSentenceAt = System.nanoTime();
            String sentence = sentence(run.progress(), training);
            if (!sentence.equals(lastSentence)) {
                terminal.line("%s", sentence);
            }
            lastSentence = sentence;
        }
    }

    /** A row of the metrics log as a JSON object; counts are whole numbers. */
    static ObjectNode row(String kind, Map<Metric, Double> row) {
        ObjectNode object = Terminal.object(kind);
        row.forEach((metric, value) -> {
            if (metric == Metric.UPDATE || metric == Metric.BYTES) {
                object.put(metric.key(), value.longValue());
            } else {
                object.put(metric.key(), Terminal.finite(value));
            }
        });
        return object;
    }

    private static String held(MetricTable table, int row) {
        StringBuilder line = new StringBuilder("validation:");
        for (Metric metric : List.of(Metric.TOKEN_LOSS, Metric.BITS_PER_BYTE, Metric.KL_BITS, Metric.TOP1_AGREEMENT)) {
            double value = table.value(metric, row);
            if (!Double.isNaN(value)) {
                line.append(' ').append(StatusCommand.name(metric)).append(' ').append(Labels.number(value));
            }
        }
        TaskMetric.named(table.row(row)).forEach((name, value) -> line.append(", ").append(name).append(' ').append(Labels.number(value)));
        return line.toString();
    }

    /** What the run is at, for the line that is printed now and then. */
    static String sentence(RunProgress progress, MetricTable training) {
        return switch (progress.state()) {
            case DRAFT, QUEUED, LOADING -> "  reading text and models";
            case CONVERTING -> progress.bytesToConvert() > 0 && progress.convertedBytes() >= progress.bytesToConvert()
                    ? "  teacher bytes are all there; the teacher reads the texts of the evaluations"
                    : String.format(Locale.ROOT, "  teacher bytes %,d of %,d, %.0f bytes/s", progress.convertedBytes(),
                            progress.bytesToConvert(), progress.bytesPerSecond());
            case EVALUATING -> String.format(Locale.ROOT, "  evaluating after update %d of %d", progress.update(), progress.updates());
            default -> progress.update() == 0
                    ? String.format(Locale.ROOT, "  computing the first of %d updates", progress.updates())
                    : String.format(Locale.ROOT, "  update %d of %d%s, loss %s, %.0f bytes/s, about %s left", progress.update(),
                            progress.updates(), progress.steps() > 1 ? ", step " + progress.step() : "",
                            Labels.number(training.last(Metric.TOTAL_LOSS)), progress.bytesPerSecond(),
                            Labels.duration(progress.secondsLeft()));
        };
    }

    private ExitCode end(boolean signalled) {
        RunProgress progress = run.progress();
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        if (terminal.isJson()) {
            terminal.data(Terminal.object("end").put("run", run.folder().toString()).put("state", StatusCommand.word(progress.state()))
                    .put("updates", progress.update()).put("seconds", seconds));
        } else {
            terminal.line("%s after %d of %d updates, %s: %s", StatusCommand.word(progress.state()), progress.update(), progress.updates(),
                    Labels.duration(seconds), run.folder());
        }
        if (progress.state() == RunState.FAILED) {
            terminal.note("%s", progress.message());
            return run.failure();
        }
        if (progress.state() == RunState.DONE) {
            return ExitCode.OK;
        }
        terminal.note("Go on with: bytestill resume %s", run.folder());
        return signalled ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
}
