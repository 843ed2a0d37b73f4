package org.bytestill.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.model.AdapterFolder;
import org.bytestill.model.SideFiles;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;

/**
 * Writes the adapter of a checkpoint as PEFT saves one: its matrices in float32, their configuration, the tokenizer, a model card. It
 * needs its base, which it names by its path.
 */
public final class AdapterExport {
    /** Matrices are small; more than all else together. */
    private static final long ROOM_BYTES = 32 << 20;

    /**
     * @param checkpoint folder of the checkpoint
     * @param target     folder to make; absent or empty
     * @throws UserError if the checkpoint is no adapter, the target is not empty, the disk refuses, or the written folder does not load
     */
    public ExportFolder.Result write(Path checkpoint, Path target, ModelCard card) {
        if (!BaseModel.isAdapter(checkpoint)) {
            throw UserError.badInput("%s is no adapter, but a whole model: only a run with adaptation.form lora trains adapters. Export it as hf.", checkpoint);
        }
        Path base = BaseModel.of(checkpoint);
        return ExportFolder.write(target, ROOM_BYTES, (folder, steps) -> {
            int matrices = AdapterFolder.copy(checkpoint, folder);
            steps.add("Wrote " + matrices + " matrices of the adapters as float32.");
            List<String> copied = SideFiles.copyTokenizer(checkpoint, folder);
            steps.add("Copied byte for byte: " + String.join(", ", copied) + ".");
            steps.add("The base is named by its path, " + base + ". Before you pass the adapter on, write a name that others know under " + BaseModel.KEY + " in "
                    + BaseModel.ADAPTER_CONFIG + ".");
            ProofOfExport proof = ProofOfExport.of(checkpoint, folder, Precision.FLOAT32);
            Files.writeString(folder.resolve("README.md"), card.asAdapterOf(base.getFileName().toString()).text(proof, Precision.FLOAT32));
            return proof;
        });
    }
}
