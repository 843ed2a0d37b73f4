package org.bytestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.engine.job.ConversionText;
import org.bytestill.engine.job.ConvertReport;
import org.bytestill.engine.job.ConvertRequest;
import org.bytestill.engine.job.ConvertService;
import org.bytestill.engine.job.TokenRowsReport;
import org.bytestill.engine.job.TokenRowsService;
import org.bytestill.problem.Check;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "convert", description = {"Convert a teacher's next-token distributions on a text to next-byte distributions, kept in a"
        + " folder. Interrupted, the same command goes on from there.",
    "With --rows tokens it keeps the next-token distributions themselves, for objectives that compare tokens."},
        footer = {"", "The rows in Python, from --out rows (numpy and safetensors):", "",
            "  import json, numpy as np",
            "  from safetensors.numpy import load_file",
            "  folder = 'rows'",
            "  for shard in json.load(open(folder + '/manifest.json'))['shards']:",
            "      t = load_file(folder + '/' + shard['file'])",
            "      for row in range(len(t['rest'])):  # a byte of text; documents end to end",
            "          kept = slice(t['entries'][row], t['entries'][row + 1])",
            "          p = np.exp(t['log_probability'][kept].astype(np.float64))",
            "          p *= (1 - t['end_of_sequence'][row] - t['rest'][row]) / p.sum()",
            "          print(row, dict(zip(t['byte'][kept].tolist(), p.round(4).tolist())))"})
final class ConvertCommand extends EngineCommand {
    /** What a configuration says itself. */
    private static final List<String> OF_CONFIGURATION = List.of("--teacher", "--mix", "--text", "--map", "--chat-template", "--method",
            "--width", "--threshold", "--specials-as-text", "--coverage", "--document-bytes", "--max-bytes", "--precision", "--rows",
            "--top-k");

    @Parameters(paramLabel = "RUN.yaml", arity = "0..1",
            description = "In place of --teacher and --text: what the run of this configuration converts before it trains. Written into"
                    + " RUN/teacher-bytes, whole or as the parts that `cache merge` joins, it is taken up by `train --run RUN`.")
    private @Nullable Path configuration;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override a value of RUN.yaml, as `train` does. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private TeacherOptions teacher;

    @Mixin
    private TextOptions.Optional text;

    @Mixin
    private ConverterOptions converter;

    @Option(names = "--out", paramLabel = "DIR", required = true,
            description = "Folder of the rows; of further teachers beside it, its name with -2, -3.")
    private Path target;

    @Option(names = "--rows", paramLabel = "bytes|tokens", defaultValue = "bytes",
            description = "Distributions of next bytes, or of next tokens as they are (default: ${DEFAULT-VALUE}).")
    private Rows rows;

    @Option(names = "--top-k", paramLabel = "K", defaultValue = "256",
            description = "Ids of each row of tokens that are kept, with the mass of the rest; 0 keeps all (default: ${DEFAULT-VALUE}).")
    private int topK;

    @Option(names = "--coverage", paramLabel = "SHARE", defaultValue = "0.999",
            description = "Share of each byte's mass that is kept (default: ${DEFAULT-VALUE}).")
    private double coverage;

    @Option(names = "--document-bytes", paramLabel = "N", defaultValue = "2048",
            description = "Longest document (default: ${DEFAULT-VALUE})."
                    + " One of more than 2,048 tokens, or three quarters of the teacher's context, is read in overlapping windows of that many: the bytes of a later one still see 512 tokens before them, or half a window.")
    private int documentBytes;

    @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "0",
            description = "Use at most so many bytes of the text; 0 uses all (default).")
    private long maxBytes;

    @Option(names = "--precision", paramLabel = "auto|float32|bfloat16", defaultValue = "auto",
            description = "Number format of the teacher (default: bfloat16 on a GPU, float32 on the CPU).")
    private String precision;

    @Option(names = "--kv-gib", paramLabel = "GIB", defaultValue = "0",
            description = "Most memory of the teacher's keys and values, in GiB: documents read at once follow from it; 0 takes a quarter of the free memory.")
    private double keyValueGib;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda", defaultValue = "auto", description = "Where (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--shard", paramLabel = "I/N",
            description = "Convert only part I of N, each into a folder of its own and where you like; `bytestill cache merge` joins them.")
    private String shard;

    @Option(names = "--cluster", paramLabel = "MASTER",
            description = "Convert on a Spark cluster, such as spark://host:7077: every machine needs Bytestill and the models in the same"
                    + " place, and --out on a drive that all share. SPARK_HOME names Spark. Given again, the command goes on from the"
                    + " finished shards.")
    private String cluster;

    /** What is kept. */
    enum Rows { BYTES, TOKENS }

    /** What is asked for: a conversion a teacher. */
    List<ConvertRequest> requests() {
        CorpusPart part = shard == null ? CorpusPart.WHOLE : CorpusPart.named(shard);
        if (configuration != null) {
            requireNothingTwice();
            Path base = configuration.toAbsolutePath().getParent();
            RunConfig config = RunConfigFile.resolved(ConfigOptions.overridden(RunConfigFile.read(configuration), overrides), base);
            return ConvertRequest.ofRun(config, target, device, keyValueGib, part);
        }
        Check.that(text.isNamed(), "No text is named. Add --text with files, or name the RUN.yaml whose text is to be converted.");
        Check.that(overrides.isEmpty(), "--set changes values of a RUN.yaml, and none is named.");
        return ConvertRequest.each(teacher.required(), new ConvertRequest(null, files(), converter.settings(ConverterSettings.Method.BEAM),
                coverage, precision, device, keyValueGib, target, part));
    }

    private ConversionText.OfFiles files() {
        return new ConversionText.OfFiles(text.source(documentBytes, maxBytes), text.chat());
    }

    private void requireNothingTwice() {
        List<String> twice = OF_CONFIGURATION.stream().filter(name -> spec().commandLine().getParseResult().hasMatchedOption(name))
                .toList();
        Check.that(twice.isEmpty(), "%s: the configuration says it. Leave it out, or change the value with --set KEY=VALUE.",
                String.join(", ", twice));
    }

    @Override
    ExitCode run(Terminal terminal) throws Exception {
        Check.that(rows == Rows.BYTES || shard == null && cluster == null,
                "--shard and --cluster are for --rows bytes; rows of tokens are kept as a whole.");
        if (cluster != null) {
            return SparkProcess.run(cluster, spec().commandLine().getParseResult().originalArgs(), terminal);
        }
        try (Signals signals = new Signals(() -> {})) {
            ConvertService service = new ConvertService();
            List<ConvertRequest> requests = requests();
            if (rows == Rows.TOKENS) {
                Check.that(topK >= 0, "--top-k is %d; choose 0 for all ids, or more.", topK);
                requests.forEach(request -> say(new TokenRowsService().keep(request, topK,
                        new ProgressLines(terminal, "kept", "tokens", signals)), terminal));
                return ExitCode.OK;
            }
            for (ConvertRequest request : requests) {
                say(service.convert(request, new ProgressLines(terminal, "converted", signals)), terminal);
            }
            if (requests.size() > 1 && shard == null && configuration == null) {
                say(service.mixture(requests, files(), teacher.mixture()), terminal);
            }
            return ExitCode.OK;
        }
    }

    private static void say(TokenRowsReport report, Terminal terminal) {
        report.notes().forEach(note -> terminal.note("%s", note));
        if (terminal.isJson()) {
            terminal.data(Terminal.object("tokenRows").put("folder", report.folder().toString()).put("documents", report.documents())
                    .put("bytes", report.bytes()).put("tokens", report.tokens()).put("reusedTokens", report.reusedTokens())
                    .put("seconds", report.seconds()).put("tokensPerSecond", report.tokensPerSecond()).put("ids", report.ids())
                    .put("keptIds", report.keptIds()).put("restMass", report.restMass()).put("diskBytes", report.diskBytes()));
            return;
        }
        terminal.line("%s: rows before %,d tokens of %,d documents, %s", report.folder(), report.tokens(), report.documents(),
                Labels.disk(report.diskBytes()));
        if (report.reusedTokens() > 0) {
            terminal.line("  there before    %,d tokens", report.reusedTokens());
        }
        terminal.line("  speed           %.0f tokens/s, %s", report.tokensPerSecond(), Labels.duration(report.seconds()));
        terminal.line("  kept            %,d of %,d ids", report.keptIds(), report.ids());
        terminal.line("  mass of the rest %s a token", Labels.number(report.restMass()));
    }

    private void say(ConvertService.MixtureReport report, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(Terminal.object("mixture").put("mix", teacher.mixture().word()).put("bytes", report.bytes())
                    .put("bitsPerByte", Terminal.finite(report.bitsPerByte())).put("zeroProbability", report.zeroProbability()));
        } else {
            terminal.line("%s mixture: %s bits/byte, probability 0 at %,d of %,d bytes", teacher.mixture().word(),
                    Labels.number(report.bitsPerByte()),
                    report.zeroProbability(), report.bytes());
        }
    }

    private static void say(ConvertReport report, Terminal terminal) {
        report.notes().forEach(note -> terminal.note("%s", note));
        if (terminal.isJson()) {
            terminal.data(Terminal.object("convert").put("folder", report.folder().toString()).put("documents", report.documents())
                    .put("bytes", report.bytes()).put("reusedBytes", report.reusedBytes()).put("rows", report.rows())
                    .put("seconds", report.seconds())
                    .put("bytesPerSecond", report.bytesPerSecond()).put("zeroProbability", report.zeroProbability())
                    .put("droppedMass", report.droppedMass()).put("residualMass", report.residualMass())
                    .put("endedMass", report.endedMass()).put("healed", report.healed())
                    .put("diskBytes", report.diskBytes()));
        } else {
            print(report, terminal);
        }
    }

    private static void print(ConvertReport report, Terminal terminal) {
        terminal.line("%s: %,d bytes of text in %,d documents, %s", report.folder(), report.bytes(), report.documents(),
                Labels.disk(report.diskBytes()));
        if (report.reusedBytes() > 0) {
            terminal.line("  there before    %,d bytes", report.reusedBytes());
        }
        terminal.line("  speed           %.0f bytes/s, %,d rows, %s", report.bytesPerSecond(), report.rows(),
                Labels.duration(report.seconds()));
        terminal.line("  probability 0   %,d bytes", report.zeroProbability());
        terminal.line("  dropped mass    %s a byte", Labels.number(report.droppedMass()));
        terminal.line("  residual mass   %s a byte", Labels.number(report.residualMass()));
        if (report.endedMass() > 0) {
            terminal.line("  ended tokens    %s a byte", Labels.number(report.endedMass()));
        }
        terminal.line("  healed          %,d bytes", report.healed());
    }
}
