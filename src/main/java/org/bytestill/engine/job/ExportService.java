package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.export.ExportSource;
import org.bytestill.export.ExportWriter;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ModelCard;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/** Writes a checkpoint of a run for other programs, proves it, and notes the proof in the run. On the calling thread. */
public final class ExportService {
    /** @throws UserError if the request cannot be met; nothing is left behind then */
    public ExportReport export(ExportRequest request, Progress progress) {
        TorchThread.prepare(0);
        RunFolder run = RunFolder.existing(request.run());
        CheckpointChoice checkpoint = CheckpointChoice.of(request.run(), request.checkpoint());
        ExportSource source = new ExportSource(checkpoint.folder(), checkpoint.update(), checkpoint.config());
        ExportWriter.Result result = ExportWriter.write(request.format(), source, request.target(), request.type(),
                card(run, checkpoint), progress);
        if (result.proof().proven()) {
            note(run, request, checkpoint, result.proof().tokenHead());
        }
        List<String> steps = new ArrayList<>(result.steps());
        if (checkpoint.update() == 0) {
            steps.add(0,
                    request.checkpoint().equals("best")
                            ? "This is the student before training: no checkpoint has fewer bits per byte on the validation text."
                            : "This is the student before training.");
        }
        return new ExportReport(request.target(), checkpoint.update(), result.sizeBytes(), result.proof(), List.copyOf(steps));
    }

    private static ModelCard card(RunFolder run, CheckpointChoice checkpoint) {
        ObjectNode manifest = RunManifest.read(run).root();
        MetricTable evaluation = MetricFile.open(run).evaluation();
        return new ModelCard(checkpoint.config(), checkpoint.update(), measured(evaluation, 0), measured(evaluation, checkpoint.update()),
                manifest.path("trainText").path("fingerprint").asText(), manifest.path("bytestill").asText("of a development build"));
    }

    private static ModelCard.Measured measured(MetricTable evaluation, int update) {
        for (int row = evaluation.size() - 1; row >= 0; row--) {
            if (evaluation.value(Metric.UPDATE, row) == update) {
                return new ModelCard.Measured(evaluation.value(Metric.BITS_PER_BYTE, row), evaluation.value(Metric.KL_BITS, row),
                        evaluation.value(Metric.TOP1_AGREEMENT, row));
            }
        }
        return new ModelCard.Measured(Double.NaN, Double.NaN, Double.NaN);
    }

    /** The list of exports; one that is damaged is begun anew. */
    private static ArrayNode exports(ObjectNode manifest) {
        return manifest.path("exports") instanceof ArrayNode exports ? exports : manifest.putArray("exports");
    }

    private static void note(RunFolder run, ExportRequest request, CheckpointChoice checkpoint, HeadComparison tokens) {
        // The process that computes the run owns its manifest.
        if (RunLock.holder(run).isPresent()) {
            return;
        }
        RunManifest manifest = RunManifest.read(run);
        Path target = request.target().toAbsolutePath().normalize();
        exports(manifest.root()).addObject().put("at", Instant.now().toString()).put("folder", target.toString())
                .put("update", checkpoint.update()).put("format", request.format().word()).put("precision", request.type().word())
                .put("positions", tokens.positions()).put("maxAbsLogitDifference", tokens.maxAbsLogitDifference())
                .put("top1Equal", tokens.top1Equal()).put("klBits", tokens.klBits());
        manifest.write();
    }
}
