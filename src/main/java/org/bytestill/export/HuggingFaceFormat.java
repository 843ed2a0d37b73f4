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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.bytestill.model.Architecture;
import org.bytestill.model.Parameter;
import org.bytestill.model.SideFiles;
import org.bytestill.model.StreamedWeights;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;

/**
 * A Hugging Face folder: configuration and tokenizer byte for byte (but for the number format and a flag that the weights contradict), the weights under
 * the names the architecture has, a model card. A tied head is not doubled; adapters are merged into their base; the byte head is
 * left out, as loaders stop at unknown tensors.
 */
final class HuggingFaceFormat implements ExportFormat {
    private static final long SHARD_BYTES = 5_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long shardBytes;

    HuggingFaceFormat() {
        this(SHARD_BYTES);
    }

    /** @param shardBytes largest weight file, in bytes; a single tensor that is larger has a file of its own */
    HuggingFaceFormat(long shardBytes) {
        this.shardBytes = shardBytes;
    }

    @Override
    public String word() {
        return "hf";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        return TokenEndsRefusal.of(source);
    }

    @Override
    public List<WeightType> types() {
        return List.of(WeightType.FLOAT32, WeightType.BFLOAT16, WeightType.FLOAT16);
    }

    @Override
    public long sizeBytes(ExportSource source, WeightType type) {
        return type.bytes(weightCount(source.checkpoint()));
    }

    /** Said by the header where all weights lie in one file: reading the architecture of a checkpoint hashes all of it. */
    private static long weightCount(Path checkpoint) {
        Path weights = checkpoint.resolve("model.safetensors");
        return !Files.isRegularFile(weights) ? Architecture.read(BaseModel.of(checkpoint)).parameterCount()
                : Safetensors.open(weights).entries().values().stream().mapToLong(Safetensors.Entry::elementCount).sum();
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        StreamedWeights weights = StreamedWeights.of(source.checkpoint());
        Architecture architecture = weights.architecture();
        HalfRange.require(weights, type);
        List<String> steps = new ArrayList<>();
        if (source.isAdapter()) {
            steps.add("Merged the adapters into the weights of their base, " + BaseModel.of(source.checkpoint()) + ".");
        }
        int files = writeWeights(weights, place, type.dtype(), progress);
        steps.add(String.format(Locale.ROOT, "Wrote %,d weights as %s in %d file%s.", architecture.parameterCount(), type.word(),
                files, files == 1 ? "" : "s"));
        List<String> companions = new ArrayList<>(copyCompanions(source.checkpoint(), place, type.dtype()));
        if (!isCopied(source.checkpoint(), place)) {
            companions.remove("config.json");
            steps.add("Copied config.json, which now states the number format of the weights (dtype " + type.dtype().torchName()
                    + (architecture.isUntiedByWeights() ? ") and a token head of its own (tie_word_embeddings false)." : ")."));
        }
        steps.add("Copied byte for byte: " + String.join(", ", companions) + ".");
        return steps;
    }

    private int writeWeights(StreamedWeights weights, Path folder, Dtype dtype, Progress progress) throws IOException {
        List<List<Parameter>> shards = shards(weights.parameters(), dtype);
        long total = weights.architecture().parameterCount() * dtype.bytes();
        AtomicLong done = new AtomicLong();
        ObjectNode weightMap = JSON.createObjectNode();
        for (int shard = 0; shard < shards.size(); shard++) {
            String name = shards.size() == 1 ? "model.safetensors"
                    : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shard + 1, shards.size());
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
            for (Parameter parameter : shards.get(shard)) {
                weightMap.put(parameter.name(), name);
                writer.add(parameter.name(), parameter.shape(), dtype, sink -> weights.rows(parameter, rows -> {
                    sink.accept(rows);
                    report(progress, done.addAndGet(rows.elementCount() * dtype.bytes()), total);
                }));
            }
            writer.write(folder.resolve(name));
        }
        if (shards.size() > 1) {
            ObjectNode index = JSON.createObjectNode();
            index.putObject("metadata").put("total_size", total);
            index.set("weight_map", weightMap);
            Files.writeString(folder.resolve("model.safetensors.index.json"), index.toPrettyString() + "\n");
        }
        return shards.size();
    }

    private static void report(Progress progress, long done, long total) {
        if (!progress.report(done, total)) {
            throw new CancellationException("export");
        }
    }

    /** Weights of each file, in their order. */
    private List<List<Parameter>> shards(List<Parameter> parameters, Dtype dtype) {
        List<List<Parameter>> shards = new ArrayList<>();
        long filled = 0;
        for (Parameter parameter : parameters) {
            long bytes = parameter.elementCount() * dtype.bytes();
            if (shards.isEmpty() || filled + bytes > shardBytes) {
                shards.add(new ArrayList<>());
                filled = 0;
            }
            shards.get(shards.size() - 1).add(parameter);
            filled += bytes;
        }
        return shards;
    }

    private static boolean isCopied(Path checkpoint, Path folder) throws IOException {
        Path from = BaseModel.file(checkpoint, "config.json");
        return Files.exists(from) && Files.mismatch(from, folder.resolve("config.json")) < 0;
    }

    private static List<String> copyCompanions(Path checkpoint, Path folder, Dtype written) throws IOException {
        List<String> copied = SideFiles.copy(checkpoint, folder, written);
        if (!copied.contains("generation_config.json")) {
            writeGenerationConfig(folder);
        }
        return copied;
    }

    /** Without one, programs do not know where a text ends. */
    private static void writeGenerationConfig(Path folder) throws IOException {
        JsonNode config = JsonFile.read(folder.resolve("config.json"));
        ObjectNode generation = JSON.createObjectNode().put("_from_model_config", true);
        for (String key : List.of("bos_token_id", "eos_token_id", "pad_token_id")) {
            if (config.hasNonNull(key)) {
                generation.set(key, config.get(key));
            }
        }
        Files.writeString(folder.resolve("generation_config.json"), generation.toPrettyString() + "\n");
    }
}
