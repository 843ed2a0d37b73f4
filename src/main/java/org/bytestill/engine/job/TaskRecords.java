package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.Samples;
import org.bytestill.tasks.TaskResult;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of tasks in the folder of the run whose checkpoints were asked: a folder each, with what {@code bytestill eval --json} prints and
 * the samples of each model. Nothing of the run's own files is touched, so that it may train meanwhile.
 */
public final class TaskRecords {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRecords.class);
    private static final String RESULT = "result.json";
    private static final String UNFINISHED = ".tmp";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private TaskRecords() {}

    /** All of them, the newest first; a damaged one is left out. */
    public static List<TaskRecord> of(Path run) {
        Path folder = folder(run);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> Files.exists(each.resolve(RESULT)) && !each.toString().endsWith(UNFINISHED)).map(TaskRecords::read)
                    .flatMap(Optional::stream).sorted(Comparator.comparing(TaskRecord::at).reversed()).toList();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    private static Path folder(Path run) {
        return run.resolve("tasks");
    }

    private static Optional<TaskRecord> read(Path folder) {
        try {
            return Optional.of(new TaskRecordReader(folder, JsonFile.read(folder.resolve(RESULT))).record());
        } catch (UserError | IllegalArgumentException e) {
            LOG.warn("{} is left out: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps results with a run: whole, or not at all.
     *
     * @throws UserError if they cannot be written
     */
    public static TaskRecord keep(Path run, TaskRequest request, TaskReport report) {
        Instant now = Instant.now();
        Path folder = folder(run).resolve(NAME.format(now));
        Path unfinished = folder.resolveSibling(folder.getFileName() + UNFINISHED);
        try {
            Files.createDirectories(unfinished);
            for (int model = 0; model < report.models().size(); model++) {
                writeSamples(report.models().get(model), samples(unfinished, String.valueOf(model)));
            }
            if (report.against() != null) {
                writeSamples(report.against(), samples(unfinished, TaskRecordReader.AGAINST));
            }
            if (report.teacher() != null) {
                writeSamples(report.teacher(), samples(unfinished, TaskRecordReader.TEACHER));
            }
            ObjectNode object = JsonFile.MAPPER.createObjectNode().put("at", now.toString());
            TaskRequestJson.put(object.putObject("request"), request);
            report.notes().forEach(object.putArray("notes")::add);
            AtomicFile.writeSynced(unfinished.resolve(RESULT), JsonFile.pretty(TaskJson.put(object, report)));
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            AtomicFile.deleteFolder(unfinished);
            throw UserError
                    .disk("The results cannot be kept in %s: %s. Free space, or check whether you may write there.", folder, e.getMessage())
                    .causedBy(e);
        }
        return read(folder).orElseThrow(() -> UserError.corruptFile("%s cannot be read again. Measure once more.", folder));
    }

    /** The file with the samples of a model: its number, or its part. */
    static Path samples(Path folder, String model) {
        return folder.resolve("samples-" + model + ".jsonl");
    }

    private static void writeSamples(TaskReport.Asked asked, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (TaskResult result : asked.results()) {
                Samples samples = new Samples(result.task().name());
                for (int document = 0; document < result.documents().size(); document++) {
                    out.write(samples.of(result.documents().get(document)) + "\n");
                }
            }
        }
    }

    /**
     * The documents of a model.
     *
     * @throws UserError if they cannot be read
     */
    public static List<TaskDocument> documents(TaskRecord.Model model) {
        List<TaskDocument> documents = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(model.samples())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                documents.add(TaskDocument.of(JsonFile.MAPPER.readTree(line)));
            }
            return documents;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.corruptFile("%s cannot be read: %s. Measure again.", model.samples(), e.getMessage()).causedBy(e);
        }
    }
}
