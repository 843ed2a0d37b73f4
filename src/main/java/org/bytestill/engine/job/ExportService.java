package org.bytestill.engine.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.export.AdapterExport;
import org.bytestill.export.ExportFolder;
import org.bytestill.export.HuggingFaceExport;
import org.bytestill.export.ModelCard;
import org.bytestill.export.ProofOfExport;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Progress;

/** Writes a checkpoint of a run for others, proves it, and notes the proof in the run. On the calling thread. */
public final class ExportService {
    private static final List<String> FORMATS = List.of("hf", "adapter");

    /** @throws UserError if the request cannot be met; nothing is left behind then */
    public ExportReport export(ExportRequest request, Progress progress) {
        if (!FORMATS.contains(request.format())) {
            throw UserError.badInput("Export format \"%s\" is not known; hf, a Hugging Face folder, and adapter, an adapter in PEFT's format, are.",
                    request.format());
        }
        TorchThread.prepare(0);
        RunFolder run = RunFolder.existing(request.run());
        CheckpointChoice checkpoint = CheckpointChoice.of(request.run(), request.checkpoint());
        ExportFolder.Result result = request.format().equals("adapter") ? adapter(request, checkpoint, card(run, checkpoint))
                : new HuggingFaceExport().write(checkpoint.folder(), request.target(), request.precision(), card(run, checkpoint), progress);
        ProofOfExport proof = result.proof();
        if (proof.proven()) {
            note(run, request, checkpoint, proof);
        }
        List<String> steps = new ArrayList<>(result.steps());
        if (checkpoint.update() == 0) {
            steps.add(0, request.checkpoint().equals("best") ? "This is the student before training: no checkpoint has fewer bits per byte on the validation text."
                    : "This is the student before training.");
        }
        return new ExportReport(request.target(), checkpoint.update(), result.sizeBytes(), proof.maxAbsLogitDifference(), proof.top1Equal(), proof.klBits(),
                proof.proven(), List.copyOf(steps));
    }

    private static ExportFolder.Result adapter(ExportRequest request, CheckpointChoice checkpoint, ModelCard card) {
        if (request.precision() != Precision.FLOAT32) {
            throw UserError.badInput("An adapter is exported as float32, as it was trained, not as %s: it is small.", request.precision().word());
        }
        if (!checkpoint.config().newTokenizer().isBlank()) {
            throw UserError.badInput("The base of this adapter is the run's student with its new tokenizer, which nobody else has. Export the whole model, as hf.");
        }
        if (checkpoint.update() == 0 && checkpoint.config().adaptation().form() == RunConfig.Form.LORA && !BaseModel.isAdapter(checkpoint.folder())) {
            throw UserError.badInput("The %s checkpoint of this run is the student before training, which has no adapters yet. Choose another one, for example"
                    + " last.", request.checkpoint());
        }
        return new AdapterExport().write(checkpoint.folder(), request.target(), card);
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

    private static void note(RunFolder run, ExportRequest request, CheckpointChoice checkpoint, ProofOfExport proof) {
        // The process that computes the run owns its manifest.
        if (RunLock.holder(run).isPresent()) {
            return;
        }
        RunManifest manifest = RunManifest.read(run);
        Path target = request.target().toAbsolutePath().normalize();
        manifest.root().withArray("exports").addObject().put("at", Instant.now().toString()).put("folder", target.toString())
                .put("update", checkpoint.update()).put("format", request.format()).put("precision", request.precision().word()).put("positions", proof.positions())
                .put("maxAbsLogitDifference", proof.maxAbsLogitDifference()).put("top1Equal", proof.top1Equal()).put("klBits", proof.klBits());
        manifest.write();
    }
}
