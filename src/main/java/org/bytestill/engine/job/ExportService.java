package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.export.CardFacts;
import org.bytestill.export.ExportSource;
import org.bytestill.export.ExportTarget;
import org.bytestill.export.ExportWriter;
import org.bytestill.export.ModelCard;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.TaskMetric;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;

/** Writes a checkpoint of a run for other programs, proves it, and notes the proof in the run. On the calling thread. */
public final class ExportService {
    /**
     * Looks whether several exports of a checkpoint can all be written, before the first is.
     *
     * @throws UserError if a format cannot hold it, a place is taken, or a drive has no room for all
     */
    public void check(List<ExportRequest> requests) {
        if (!requests.isEmpty()) {
            CheckpointChoice checkpoint = CheckpointChoice.of(requests.get(0).run(), requests.get(0).checkpoint());
            ExportTarget.requireAll(source(checkpoint), requests.stream().map(ExportRequest::to).toList());
        }
    }

    /** @throws UserError if the request cannot be met; nothing is left behind then */
    public ExportReport export(ExportRequest request, Progress progress) {
        TorchThread.prepare(0);
        RunFolder run = RunFolder.existing(request.run());
        CheckpointChoice checkpoint = CheckpointChoice.of(request.run(), request.checkpoint());
        ExportSource source = source(checkpoint);
        ModelCard card = card(run, checkpoint).knowing(facts(run, request));
        ExportWriter.Result result = ExportWriter.asking(request.asksOthers()).write(source, request.to(), card, progress);
        List<String> steps = new ArrayList<>(result.steps());
        if (checkpoint.update() == 0) {
            steps.add(0,
                    request.checkpoint().equals("best")
                            ? "This is the student before training: no checkpoint has fewer bits per byte on the validation text."
                            : "This is the student before training.");
        }
        ExportReport report = new ExportReport(result.place(), checkpoint.update(), result.sizeBytes(), result.proof(), List.copyOf(steps),
                Publishing.command(request, result, card));
        if (result.proof().proven()) {
            ExportRecords.add(run, ExportRecord.node(request, report));
        }
        return report;
    }

    private static ExportSource source(CheckpointChoice checkpoint) {
        return new ExportSource(checkpoint.folder(), checkpoint.update(), checkpoint.config());
    }

    private static CardFacts facts(RunFolder run, ExportRequest request) {
        JsonNode conversion = JsonFile.readIfPresent(run.teacherBytes().resolve("manifest.json")).path("fingerprint");
        return new CardFacts(request.statements(), RunManifest.read(run).root(), conversion, droppedMass(MetricFile.open(run).training()));
    }

    /** Mean over the updates that measured it. */
    private static double droppedMass(MetricTable training) {
        return IntStream.range(0, training.size()).mapToDouble(row -> training.value(Metric.DROPPED_MASS, row))
                .filter(mass -> !Double.isNaN(mass)).average().orElse(Double.NaN);
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
                        evaluation.value(Metric.TOP1_AGREEMENT, row), TaskMetric.named(evaluation.row(row)));
            }
        }
        return new ModelCard.Measured(Double.NaN, Double.NaN, Double.NaN);
    }
}
