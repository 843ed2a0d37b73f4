package org.bytestill.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.compare.CompareService;
import org.bytestill.engine.compare.ComparedRun;
import org.bytestill.engine.compare.ComparedVariant;
import org.bytestill.engine.sweep.ComparedTable;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepTable;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compare",
        description = "Train by several objectives on the same text and print one table. Interrupted, the same command goes on.")
final class CompareCommand extends EngineCommand {
    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the comparison.")
    private Path folder;

    @Option(names = "--seeds", paramLabel = "N,...", split = ",", defaultValue = "1,2,3",
            description = "Each objective once a seed (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(names = "--only", paramLabel = "NAME,...", split = ",", completionCandidates = VariantNames.class,
            description = "Some variants of: ${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable List<String> only;

    /** Names of the variants, for the help and for shell completion. */
    static final class VariantNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ComparedVariant.all().stream().map(ComparedVariant::name).iterator();
        }
    }

    @Option(names = "--show", description = "Run nothing; print the table of what is there.")
    private boolean show;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        List<ComparedVariant> variants = only == null ? ComparedVariant.all() : ComparedVariant.named(only);
        try (Engine engine = Bytestill.openEngine();
                Signals signals = new Signals(() -> terminal.note("Saving the run at hand; the same command goes on."))) {
            CompareService service = new CompareService(engine, folder);
            RunConfig config = configuration.read();
            if (!show) {
                terminal.note("Trains one run after the other in %s; `bytestill runs --folder %s` says how far they are.",
                        folder.resolve("runs"),
                        folder.resolve("runs"));
            }
            List<ComparedRun> results = show ? service.results()
                    : service.compare(config, configuration.base(), variants, seeds, result -> said(result, terminal),
                            () -> !signals.received());
            if (!terminal.isJson()) {
                print(results, terminal);
                ComparedTable.of(folder, results).ifPresent(table -> verdicts(table, terminal));
            } else if (show) {
                results.forEach(result -> said(result, terminal));
            }
            return signals.received() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private static void said(ComparedRun result, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(Terminal.object("comparedRun").put("variant", result.variant()).put("seed", result.seed())
                    .put("updates", result.updates())
                    .put("bitsPerByte", Terminal.finite(result.bitsPerByte())).put("klBits", Terminal.finite(result.klBits()))
                    .put("top1Agreement", Terminal.finite(result.top1Agreement())).put("secondsPerUpdate", result.secondsPerUpdate()));
        } else {
            terminal.note("%s, seed %d: %.4f bits/byte, KL %.4f", result.variant(), result.seed(), result.bitsPerByte(), result.klBits());
        }
    }

    private static void print(List<ComparedRun> results, Terminal terminal) {
        terminal.line("%-26s %5s %7s  %-17s  %-17s  %-15s  %s", "held-out, mean +- spread", "seeds", "updates", "bits/byte",
                "KL, bits/byte", "top-1, %", "ms/update");
        results.stream().map(ComparedRun::variant).distinct().forEach(variant -> {
            List<ComparedRun> runs = results.stream().filter(result -> result.variant().equals(variant)).toList();
            terminal.line("%-26s %5d %7d  %-17s  %-17s  %-15s  %.0f", variant, runs.size(), runs.get(0).updates(),
                    spread(runs, ComparedRun::bitsPerByte, 1, 4),
                    spread(runs, ComparedRun::klBits, 1, 4), spread(runs, ComparedRun::top1Agreement, 100, 2),
                    1000 * runs.stream().mapToDouble(ComparedRun::secondsPerUpdate).average().orElse(0));
        });
    }

    /** What can be told of each variant against the baseline, by differences paired over seeds and documents. */
    private static void verdicts(SweepTable table, Terminal terminal) {
        List<String> variants = table.rows().stream().map(SweepTable.Row::cell).toList();
        String baseline = variants.contains("sft") ? "sft" : variants.get(0);
        terminal.line("");
        terminal.line("%-26s %-36s %s", "than " + baseline, "bits/byte", "KL, bits/byte");
        variants.stream().filter(variant -> !variant.equals(baseline)).forEach(variant -> terminal.line("%-26s %-36s %s", variant,
                words(table, variant, baseline, Measure.BITS), words(table, variant, baseline, Measure.KL)));
    }

    private static String words(SweepTable table, String variant, String baseline, Measure measure) {
        return table.pair(variant, baseline, measure).map(SweepTable.Pair::words).orElse("");
    }

    /** Mean and half the range (largest minus smallest) over the seeds. */
    private static String spread(List<ComparedRun> runs, ToDoubleFunction<ComparedRun> value, double factor, int digits) {
        double[] values = runs.stream().mapToDouble(value).map(v -> factor * v).sorted().toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        return String.format(Locale.ROOT, "%." + digits + "f +- %." + digits + "f", mean, (values[values.length - 1] - values[0]) / 2);
    }
}
