package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.model.AdapterFolder;
import org.bytestill.model.SideFiles;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Progress;

/**
 * The adapter of a checkpoint as PEFT saves one: its low-rank matrices in float32, their configuration, the tokenizer, a model card.
 * It needs its base, which it names by its path.
 */
final class AdapterFormat implements ExportFormat {
    @Override
    public String word() {
        return "adapter";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        RunConfig config = source.config();
        if (!config.newTokenizer().isBlank()) {
            return Optional.of("Its base would be the run's student with its new tokenizer, which nobody else has. "
                    + "Export the whole model, as hf.");
        }
        if (source.isAdapter()) {
            return Optional.empty();
        }
        return Optional.of(config.adaptation().form() == RunConfig.Form.LORA && source.update() == 0
                ? "This is the student before training, which has no adapters yet. Choose another checkpoint, for example the last."
                : "The checkpoint is no adapter, but a whole model: only a run with adaptation.form lora trains adapters. "
                        + "Export it as hf.");
    }

    /** As they were trained: they are small. */
    @Override
    public List<WeightType> types() {
        return List.of(WeightType.FLOAT32);
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        Safetensors matrices = Safetensors.open(BaseModel.followed(source.checkpoint()).resolve(BaseModel.ADAPTER_WEIGHTS));
        return matrices.entries().values().stream().mapToLong(Safetensors.Entry::elementCount).sum() * type.dtype().bytes();
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        int matrices = AdapterFolder.copy(source.checkpoint(), place);
        List<String> copied = SideFiles.copyTokenizer(source.checkpoint(), place);
        return List.of("Wrote " + matrices + " matrices of the adapters as " + type.word() + ".",
                "Copied byte for byte: " + String.join(", ", copied) + ".",
                "The base is named by its path, " + BaseModel.of(source.checkpoint()) + ". Before you pass the adapter on, "
                        + "write a name that others know under " + BaseModel.KEY + " in " + BaseModel.ADAPTER_CONFIG + ".");
    }

    @Override
    public boolean isLoadedByOthers() {
        return false;
    }

    @Override
    public Optional<ModelCard> card(ModelCard card, ExportSource source) {
        return Optional.of(card.noting(leavesOut(source)).asAdapterOf(BaseModel.of(source.checkpoint()).getFileName().toString()));
    }
}
