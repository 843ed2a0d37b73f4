package org.bytestill.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.evaluate.Interval;
import org.bytestill.problem.UserError;
import org.bytestill.run.ByteClass;
import org.bytestill.run.ConversionFile;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.NotesFile;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunNotes;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;

/**
 * A run as one page of HTML that needs nothing beside it: figures with intervals, charts, events, checkpoints with their hashes, the
 * configuration, and the commands that make it again.
 */
public final class RunReport {
    private static final String NOTHING = "–";
    private static final List<Metric> CHARTS = List.of(Metric.KL_BITS, Metric.BITS_PER_BYTE, Metric.TOKEN_LOSS, Metric.BYTE_LOSS,
            Metric.LEARNING_RATE, Metric.GRADIENT_NORM, Metric.BYTES_PER_SECOND);
    private static final Map<Metric, String> NAMES = Map.of(Metric.KL_BITS, "KL(teacher || student)", Metric.BITS_PER_BYTE, "Bits per byte",
            Metric.TOKEN_LOSS, "Token loss", Metric.BYTE_LOSS, "Byte loss", Metric.LEARNING_RATE, "Learning rate", Metric.GRADIENT_NORM,
            "Gradient norm", Metric.BYTES_PER_SECOND, "Text a second");

    private final Run run;
    private final RunFolder folder;
    private final JsonNode manifest;
    private final MetricTable evaluation;
    private final Html html;

    private RunReport(Run run) {
        this.run = run;
        this.folder = new RunFolder(run.folder());
        this.manifest = RunManifest.read(folder).root();
        this.evaluation = run.metrics().evaluation();
        this.html = new Html(run.name());
    }

    /**
     * Writes the report of a run, whichever process computes it, as it is now; a file that is there is replaced.
     *
     * @throws UserError if the run cannot be read, or the file cannot be written
     */
    public static void write(Run run, Path file) {
        AtomicFile.write(file.toAbsolutePath(), new RunReport(run).page());
    }

    private String page() {
        about();
        figures();
        charts();
        classes();
        probes();
        conversion();
        checkpoints();
        events();
        commands();
        hashes();
        html.section("Configuration").verbatim(text(folder.config())).end();
        return html.toString();
    }

    private void about() {
        RunNotes notes = NotesFile.read(folder);
        html.section("Run").table(List.of("What", "Value"), List.of(
                List.of("State",
                        run.progress().state().name().toLowerCase(Locale.ROOT) + ", update " + count(run.progress().update()) + " of "
                                + count(run.progress().updates())),
                List.of("Objective", run.config().objective()), List.of("Teacher", run.config().teacher()),
                List.of("Student", run.config().student()), List.of("Started", manifest.path("startedAt").asText()),
                List.of("Changed", manifest.path("changedAt").asText()),
                List.of("Text trained on", count(run.progress().bytes()) + " bytes"),
                List.of("Tags", notes.tags().isEmpty() ? NOTHING : String.join(", ", notes.tags()))));
        notes.notes().forEach(note -> html.paragraph("At update " + count(note.update()) + ": " + note.text()));
        html.end();
    }

    private void figures() {
        html.section("Figures");
        OptionalInt best = RunFigures.bestRow(evaluation);
        if (best.isEmpty()) {
            html.paragraph("There is no evaluation yet.").end();
            return;
        }
        figures("best", RunFigures.of(folder, evaluation, best.getAsInt()));
        if (best.getAsInt() != evaluation.size() - 1) {
            figures("newest", RunFigures.of(folder, evaluation, evaluation.size() - 1));
        }
        html.muted("By the token head on the validation text. In brackets the 95 % interval over draws of its documents.").end();
    }

    private void figures(String which, RunFigures figures) {
        String at = which + " evaluation, update " + count(figures.update());
        html.pair()
                .figure("Agreement: KL(teacher || student), bits per byte", number(figures.klBits().value()),
                        at + interval(figures.klBits()))
                .figure("Quality: bits per byte of the text", number(figures.bitsPerByte().value()), at + interval(figures.bitsPerByte()))
                .endPair();
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.low()) ? "" : " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    private void charts() {
        Map<Integer, String> marked = new TreeMap<>();
        run.metrics().resumePoints().forEach(update -> marked.put(update, "resumed"));
        run.events().stream().filter(event -> event.kind() == RunEvent.Kind.STEP && event.update() > 0)
                .forEach(event -> marked.put(event.update(), "Step 2"));
        for (Metric metric : CHARTS) {
            ReportChart chart = new ReportChart(run.metrics(), metric, marked);
            if (!chart.isEmpty()) {
                String title = NAMES.get(metric) + (metric.unit().isEmpty() ? "" : ", " + metric.unit());
                html.section(title).drawing(chart.svg(title)).end();
            }
        }
        html.muted("Grey: range and mean of the updates of a column; green: evaluations on the validation text; across: updates.");
    }

    private void classes() {
        List<List<String>> rows = new ArrayList<>();
        int last = evaluation.size() - 1;
        for (ByteClass each : ByteClass.values()) {
            if (last >= 0 && evaluation.value(each.bytes(), last) > 0) {
                rows.add(List.of(each.name().toLowerCase(Locale.ROOT), count(Math.round(evaluation.value(each.bytes(), last))),
                        number(evaluation.value(each.kl(), 0)), number(evaluation.value(each.kl(), last))));
            }
        }
        if (!rows.isEmpty()) {
            html.section("KL by class of byte").table(List.of("Class", "#Bytes", "#KL at the start", "#KL now"), rows).end();
        }
    }

    private void probes() {
        ProbeLog log = run.probes();
        if (log.records().isEmpty()) {
            return;
        }
        ProbeRecord first = log.records().get(0);
        ProbeRecord newest = log.records().get(log.records().size() - 1);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < log.texts().size(); i++) {
            rows.add(List.of(words(log.texts().get(i).text()), words(log.texts().get(i).written()), words(first.probes().get(i).written()),
                    words(newest.probes().get(i).written()), number(first.probes().get(i).meanKlBits()),
                    number(newest.probes().get(i).meanKlBits())));
        }
        html.section("Probe texts").table(List.of("Text", "Teacher goes on", "Student, update " + count(first.update()),
                "Student, update " + count(newest.update()), "#KL first", "#KL now"), rows).end();
    }

    private void conversion() {
        ConversionFile.read(folder).filter(known -> known.measuredBytes() > 0).ifPresent(known -> html.section("Conversion")
                .table(List.of("#Bytes", "#Rows a byte", "#Residual", "#Dropped", "#Healed"), List.of(List.of(count(known.measuredBytes()),
                        number(known.rowsPerByte()), number(known.residual()), number(known.dropped()), count(known.healed()))))
                .end());
    }

    private void checkpoints() {
        List<List<String>> rows = new ArrayList<>();
        for (CheckpointInfo checkpoint : run.checkpoints()) {
            rows.add(List.of(count(checkpoint.update()), (checkpoint.best() ? "best " : "") + (checkpoint.last() ? "last" : ""),
                    number(checkpoint.klBits()), number(checkpoint.bitsPerByte()), count(checkpoint.sizeBytes()),
                    weightsHash(checkpoint.folder())));
        }
        html.section("Checkpoints").table(List.of("#Update", "", "#KL", "#Bits/byte", "#Bytes", "SHA-256 of the weights"), rows).end();
    }

    private static String weightsHash(Path checkpoint) {
        try {
            Path file = checkpoint.resolve(FileManifest.NAME);
            return Files.exists(file) ? JsonFile.read(file).path("files").path("model.safetensors").path("sha256").asText(NOTHING)
                    : NOTHING;
        } catch (UserError e) {
            return "damaged";
        }
    }

    private void events() {
        html.section("Events").table(List.of("When", "#Update", "Kind", "What"),
                run.events().stream().map(event -> List.of(event.at().toString(), count(event.update()),
                        event.kind().name().toLowerCase(Locale.ROOT), event.message())).toList())
                .end();
    }

    private void commands() {
        String quoted = "'" + run.folder().toString().replace("'", "'\\''") + "'";
        html.section("Commands").muted("To make the run again, to go on with it, to measure and to export it.")
                .verbatim(String.join("\n", "bytestill train " + quoted + "/run.yaml --run NEW-FOLDER", "bytestill resume " + quoted,
                        "bytestill status " + quoted, "bytestill export " + quoted + " --help",
                        "bytestill report " + quoted + " --out FILE.html"))
                .end();
    }

    /** What run.json says of data, machine and versions, hashes among it. */
    private void hashes() {
        List<List<String>> rows = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> fields = manifest.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getKey().equals("settings") && !field.getKey().equals("message")) {
                flatten(field.getKey(), field.getValue(), rows);
            }
        }
        html.section("Data, machine and versions").table(List.of("Key of run.json", "Value"), rows).end();
    }

    private static void flatten(String name, JsonNode value, List<List<String>> rows) {
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), rows));
        } else {
            rows.add(List.of(name, value.isValueNode() ? value.asText() : value.toString()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    private static String words(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? NOTHING
                : Math.abs(value) > 0 && Math.abs(value) < 5e-5 ? String.format(Locale.ROOT, "%.1e", value)
                        : String.format(Locale.ROOT, "%.4f", value);
    }
}
