package org.bytestill.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.model.Architecture;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.SideFiles;
import org.bytestill.model.Weights;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Tensor;
import org.bytestill.util.BaseModel;
import org.bytestill.util.Progress;

/**
 * Writes a checkpoint as a Hugging Face folder: configuration and tokenizer byte for byte (but for a flag that the weights
 * contradict), the weights under the names the architecture has (a tied head is not doubled, the byte head is left out), a model
 * card. The folder is made beside its place, reloaded and compared, and only then renamed: it is whole and proven, or not there.
 */
public final class HuggingFaceExport {
    private static final long SHARD_BYTES = 4_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long shardBytes;

    public HuggingFaceExport() {
        this(SHARD_BYTES);
    }

    /** @param shardBytes largest weight file; a single tensor that is larger has a file of its own */
    HuggingFaceExport(long shardBytes) {
        this.shardBytes = shardBytes;
    }

    /**
     * @param checkpoint folder of the checkpoint, itself a model folder; an adapter is merged into its base
     * @param target     folder to make; absent or empty
     * @param precision  number format of the weights
     * @throws UserError if the target is not empty, the disk has no room or refuses, or the written folder does not load
     */
    public ExportFolder.Result write(Path checkpoint, Path target, Precision precision, ModelCard card, Progress progress) {
        Architecture architecture = Architecture.read(checkpoint);
        long weights = architecture.parameterCount();
        return ExportFolder.write(target, weights * precision.bytes(), (folder, steps) -> {
            if (BaseModel.isAdapter(checkpoint)) {
                steps.add("Merged the adapters into the weights of their base, " + BaseModel.of(checkpoint) + ".");
            }
            int files = writeWeights(checkpoint, folder, precision.dtype(), progress);
            steps.add(String.format(Locale.ROOT, "Wrote %,d weights as %s in %d file%s.", weights, precision.word(), files, files == 1 ? "" : "s"));
            List<String> companions = new ArrayList<>(copyCompanions(checkpoint, folder));
            if (architecture.isUntiedByWeights() && companions.remove("config.json")) {
                steps.add("Wrote in config.json that the token head is not the embedding (tie_word_embeddings false), as the weights hold"
                        + " both.");
            }
            steps.add("Copied byte for byte: " + String.join(", ", companions) + ".");
            ProofOfExport proof = ProofOfExport.of(checkpoint, folder, precision);
            Files.writeString(folder.resolve("README.md"), card.text(proof, precision));
            return proof;
        });
    }

    private int writeWeights(Path checkpoint, Path folder, Dtype dtype, Progress progress) throws IOException {
        try (Weights weights = Weights.mapped(Checkpoint.open(checkpoint), Dtype.FLOAT32, Device.CPU)) {
            List<Tensor> tensors = weights.tensors().tensors();
            List<List<Integer>> shards = shards(tensors, dtype);
            long total = tensors.stream().mapToLong(tensor -> tensor.elementCount() * dtype.bytes()).sum();
            long done = 0;
            ObjectNode weightMap = JSON.createObjectNode();
            for (int shard = 0; shard < shards.size(); shard++) {
                String name = shards.size() == 1 ? "model.safetensors"
                        : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shard + 1, shards.size());
                SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
                for (int i : shards.get(shard)) {
                    writer.add(weights.parameters().get(i).name(), tensors.get(i), dtype);
                    weightMap.put(weights.parameters().get(i).name(), name);
                    done += tensors.get(i).elementCount() * dtype.bytes();
                }
                writer.write(folder.resolve(name));
                if (!progress.report(done, total)) {
                    throw new CancellationException("export");
                }
            }
            if (shards.size() > 1) {
                ObjectNode index = JSON.createObjectNode();
                index.putObject("metadata").put("total_size", total);
                index.set("weight_map", weightMap);
                Files.writeString(folder.resolve("model.safetensors.index.json"), index.toPrettyString() + "\n");
            }
            return shards.size();
        }
    }

    /** Tensors of each file, in their order. */
    private List<List<Integer>> shards(List<Tensor> tensors, Dtype dtype) {
        List<List<Integer>> shards = new ArrayList<>();
        long filled = 0;
        for (int i = 0; i < tensors.size(); i++) {
            long bytes = tensors.get(i).elementCount() * dtype.bytes();
            if (shards.isEmpty() || filled + bytes > shardBytes) {
                shards.add(new ArrayList<>());
                filled = 0;
            }
            shards.get(shards.size() - 1).add(i);
            filled += bytes;
        }
        return shards;
    }

    private static List<String> copyCompanions(Path checkpoint, Path folder) throws IOException {
        List<String> copied = SideFiles.copy(checkpoint, folder);
        if (!copied.contains("generation_config.json")) {
            writeGenerationConfig(folder);
        }
        return copied;
    }

    /** Without one, programs do not know where a text ends. */
    private static void writeGenerationConfig(Path folder) throws IOException {
        JsonNode config = JSON.readTree(folder.resolve("config.json").toFile());
        ObjectNode generation = JSON.createObjectNode().put("_from_model_config", true);
        for (String key : List.of("bos_token_id", "eos_token_id", "pad_token_id")) {
            if (config.hasNonNull(key)) {
                generation.set(key, config.get(key));
            }
        }
        Files.writeString(folder.resolve("generation_config.json"), generation.toPrettyString() + "\n");
    }
}
