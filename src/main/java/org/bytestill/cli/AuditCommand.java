package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.job.AuditService;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.evaluate.ConversionLoss;
import org.bytestill.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit",
        description = "What does the conversion lose? A table of ways to read a teacher as bytes, each against a reference.")
final class AuditCommand extends EngineCommand {
    @Mixin
    private TeacherOptions teacher;

    @Mixin
    private TextOptions.Required text;

    @Option(names = "--method", paramLabel = "beam|cover|eot", split = ",", description = "Ways of reading (default: all).")
    private Set<Method> methods = EnumSet.allOf(Method.class);

    @Option(names = "--width", paramLabel = "K", split = ",", description = "Beam widths (default: 5,10).")
    private List<Integer> widths = AuditRequest.WIDTHS;

    @Option(names = "--threshold", paramLabel = "EPS", split = ",", description = "Thresholds of the beam (default: 0.05,0.01,0.001).")
    private List<Double> thresholds = AuditRequest.THRESHOLDS;

    @Option(names = "--coverage", paramLabel = "SHARE", split = ",",
            description = "Shares of each byte's mass kept on disk (default: 1,0.999).")
    private List<Double> coverages = AuditRequest.COVERAGES;

    @Option(names = "--reference-width", paramLabel = "K", defaultValue = "64",
            description = "Width of the reference's beam (default: ${DEFAULT-VALUE}).")
    private int referenceWidth;

    @Option(names = "--reference-threshold", paramLabel = "EPS", defaultValue = "1e-6",
            description = "Threshold of the reference's beam; 0 prunes nothing (default: ${DEFAULT-VALUE}).")
    private double referenceThreshold;

    @Option(names = "--specials-as-text", description = "Count special tokens as the bytes of their names, as genlm-bytes does.")
    private boolean specialsAsText;

    @Option(names = "--document-bytes", paramLabel = "N", defaultValue = "" + AuditRequest.DOCUMENT_BYTES,
            description = "Longest document (default: ${DEFAULT-VALUE}).")
    private int documentBytes;

    @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "" + AuditRequest.MAX_BYTES,
            description = "Use at most so many bytes of the text; 0 uses all (default: ${DEFAULT-VALUE}).")
    private long maxBytes;

    @Option(names = "--precision", paramLabel = "float32|bfloat16", defaultValue = "float32",
            description = "Number format of the teacher (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda", defaultValue = "auto", description = "Where (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42",
            description = "Seed of the bootstrap's draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table there too.")
    private @Nullable Path csv;

    @Override
    ExitCode run(Terminal terminal) {
        try (Signals signals = new Signals(() -> {})) {
            OutputFiles.require(Stream.concat(teacher.teachers().stream(), text.files().stream()).toList(), csv);
            AuditReport report = new AuditService().audit(request(), 0, new ProgressLines(terminal, "audited", signals));
            report.notes().forEach(note -> terminal.note("%s", note));
            if (terminal.isJson()) {
                terminal.data(object(report.reference(), "auditReference"));
                report.lines().forEach(line -> terminal.data(object(line, "audit")));
            } else {
                print(report, terminal);
            }
            writeCsv(report, terminal);
            return ExitCode.OK;
        }
    }

    private AuditRequest request() {
        Bootstrap bootstrap = new Bootstrap(Bootstrap.DEFAULT.resamples(), Bootstrap.DEFAULT.blockBytes(), seed);
        return new AuditRequest(teacher.required(), teacher.mixture(), text.source(documentBytes, maxBytes),
                AuditRequest.ways(methods, widths, thresholds, specialsAsText),
                coverages,
                new ConverterSettings(Method.BEAM, referenceWidth, referenceThreshold, specialsAsText), precision, device, bootstrap,
                text.chat());
    }

    private static void print(AuditReport report, Terminal terminal) {
        terminal.line("%s on %,d bytes in %,d %s, against %s", report.teacher(), report.bytes(), report.documents(),
                report.documents() == 1 ? "document" : "documents",
                report.reference().name());
        terminal.line("");
        terminal.line("%-22s %8s %8s %20s %8s %8s %8s %5s %8s %8s %6s %7s %8s %6s", "", "", "mean JSD", "95 % interval", "p99 JSD",
                "largest", "KL", "p = 0",
                "dropped", "residual", "healed", "rows", "bytes", "cache");
        terminal.line("%-22s %8s %8s %20s %8s %8s %8s %5s %8s %8s %6s %7s %8s %6s", "way of reading", "coverage", "bits", "bits", "bits",
                "bits", "bits", "bytes",
                "mass", "mass", "bytes", "a byte", "a second", "a byte");
        print(report.reference(), terminal);
        report.lines().forEach(line -> print(line, terminal));
        terminal.line("");
        terminal.line("What does the conversion lose? %s", report.answer());
        report.lines().stream().filter(line -> line.loss().endedMass() > 0).forEach(line -> terminal.line(
                "%s at coverage %s: a token ends with probability %s a byte, above 0.01 at %.0f %% of the bytes; that outcome counts in the JSD.",
                line.name(), AuditReport.plain(line.coverage()), AuditReport.bits(line.loss().endedMass()),
                100 * line.loss().endedShare()));
        terminal.line(
                "Intervals: bootstrap, %,d draws of blocks of %d bytes, seed %d. KL leaves out bytes where it is infinite; --json counts them.",
                report.bootstrap().resamples(), report.bootstrap().blockBytes(), report.bootstrap().seed());
    }

    private static void print(AuditReport.Line line, Terminal terminal) {
        ConversionLoss loss = line.loss();
        String interval = AuditReport.bits(loss.meanJsdBits().low()) + " to " + AuditReport.bits(loss.meanJsdBits().high());
        terminal.line("%-22s %8s %8s %20s %8s %8s %8s %5d %8s %8s %6d %7.2f %8.1f %6s", line.name(), AuditReport.plain(line.coverage()),
                AuditReport.bits(loss.meanJsdBits().value()), interval, AuditReport.bits(loss.p99JsdBits().value()),
                AuditReport.bits(loss.largestJsdBits()),
                AuditReport.bits(loss.meanKlBits()), loss.zeroProbability(), AuditReport.bits(loss.droppedMass()),
                AuditReport.bits(loss.residualMass()),
                loss.healed(), line.rowsPerByte(), line.bytesPerSecond(),
                Double.isNaN(line.cacheBytesPerByte()) ? "-" : String.format(Locale.ROOT, "%.0f", line.cacheBytesPerByte()));
    }

    private static ObjectNode object(AuditReport.Line line, String kind) {
        ConversionLoss loss = line.loss();
        ObjectNode object = Terminal.object(kind).put("method", line.method());
        if (line.isBeam()) {
            object.put("width", line.way().width()).put("threshold", line.way().threshold());
        }
        return object.put("coverage", line.coverage()).put("bytes", loss.bytes()).put("meanJsdBits", loss.meanJsdBits().value())
                .put("meanJsdLow", loss.meanJsdBits().low()).put("meanJsdHigh", loss.meanJsdBits().high())
                .put("p99JsdBits", loss.p99JsdBits().value())
                .put("p99JsdLow", loss.p99JsdBits().low()).put("p99JsdHigh", loss.p99JsdBits().high())
                .put("largestJsdBits", loss.largestJsdBits())
                .put("meanKlBits", Terminal.finite(loss.meanKlBits())).put("infiniteKl", loss.infiniteKl())
                .put("zeroProbability", loss.zeroProbability())
                .put("droppedMass", loss.droppedMass()).put("residualMass", loss.residualMass()).put("healed", loss.healed())
                .put("rowsPerByte", line.rowsPerByte()).put("bytesPerSecond", line.bytesPerSecond())
                .put("cacheBytesPerByte", Terminal.finite(line.cacheBytesPerByte())).put("endedMass", loss.endedMass())
                .put("endedShare", loss.endedShare());
    }

    private void writeCsv(AuditReport report, Terminal terminal) {
        if (csv != null) {
            OutputFiles.write(csv, report.csv());
            terminal.note("Wrote %s.", csv);
        }
    }
}
