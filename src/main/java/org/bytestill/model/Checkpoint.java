package org.bytestill.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.BaseModel;
import org.bytestill.util.FileManifest;
import org.bytestill.util.JsonFile;
import org.bytestill.util.PlainName;
import org.jspecify.annotations.Nullable;

/**
 * The weight files of a model: {@code model.safetensors}, shards named by {@code model.safetensors.index.json}, or one GGUF
 * file; or those of an adapter and its base. Opening reads headers only, and checks them against the architecture.
 */
public final class Checkpoint {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final Pattern PICKLE = Pattern
            .compile("(?!training_args|optimizer|scheduler|rng_state).*\\.(bin|pt|pth|pkl|ckpt)(\\.index\\.json)?");

    /** Variants, such as {@code model.fp16.safetensors}, and files of other programs; not those of an adapter. */
    private static final Pattern OTHER_NAME = Pattern.compile("(?!adapter_|optimizer|byte_head).*\\.safetensors");

    private final Path folder;
    private final Map<String, WeightFile> fileOf;
    private final Architecture architecture;
    private final @Nullable PeftAdapter adapter;

    private Checkpoint(Path folder, Architecture architecture, @Nullable PeftAdapter adapter) {
        this.folder = folder;
        this.fileOf = fileOf(folder, architecture.config());
        this.architecture = architecture;
        this.adapter = adapter;
    }

    /** Reads the architecture of the folder, or GGUF file, and finds its weights. */
    public static Checkpoint open(Path folder) {
        return open(folder, Architecture.read(folder));
    }

    /**
     * Finds the files and checks that they hold the architecture's weights in its shapes, no less and no more.
     *
     * @param architecture without adapters
     * @throws UserError naming file and tensor
     */
    static Checkpoint open(Path folder, Architecture architecture) {
        FileManifest.requireWhole(folder);
        Path base = BaseModel.of(folder);
        FileManifest.requireWhole(base);
        Checkpoint checkpoint = new Checkpoint(base, architecture,
                BaseModel.isAdapter(folder) ? PeftAdapter.open(BaseModel.followed(folder), architecture) : null);
        checkpoint.checkWeights();
        return checkpoint;
    }

    /** Finds the files of a whole model, whatever they hold. */
    static Checkpoint unchecked(Path model, Architecture architecture) {
        return new Checkpoint(model, architecture, null);
    }

    /** True if the model is a folder that holds weights, though it may be incomplete. */
    static boolean hasSafetensors(Path model) {
        return GgufFile.in(model).isEmpty() && (Files.exists(model.resolve(SINGLE)) || Files.exists(model.resolve(INDEX)));
    }

    private static Map<String, WeightFile> fileOf(Path model, ModelConfig config) {
        Optional<Path> gguf = GgufFile.in(model);
        if (gguf.isPresent()) {
            return allIn(GgufWeights.open(gguf.get(), config));
        }
        if (!Files.isDirectory(model)) {
            throw UserError.badInput("The model folder %s does not exist.", model);
        }
        return Files.exists(model.resolve(INDEX)) && !Files.exists(model.resolve(SINGLE)) ? shards(model) : single(model);
    }

    private static Map<String, WeightFile> allIn(WeightFile file) {
        Map<String, WeightFile> fileOf = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> fileOf.put(name, file));
        return fileOf;
    }

    private static Map<String, WeightFile> single(Path folder) {
        if (!Files.exists(folder.resolve(SINGLE))) {
            throw withoutWeights(folder);
        }
        return allIn(SafetensorsWeights.open(folder.resolve(SINGLE)));
    }

    /** Why a folder has no weights that can be read, by what lies there instead. */
    private static UserError withoutWeights(Path folder) {
        List<String> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
        Optional<String> shard = files.stream().filter(name -> name.matches("model-\\d+-of-\\d+\\.safetensors")).findFirst();
        if (shard.isPresent()) {
            return UserError.badInput(
                    "%s holds %s, a part of a model, but no %s, which says where each tensor lies. Copy it into the folder.", folder,
                    shard.get(),
                    INDEX);
        }
        Optional<String> pickle = files.stream().filter(name -> PICKLE.matcher(name).matches()).findFirst();
        if (pickle.isPresent()) {
            return UserError.badInput("%s holds %s, a pickle: loading one can run any program, so it is not read."
                    + " Save the model as safetensors (save_pretrained with safe_serialization).", folder, pickle.get());
        }
        Optional<String> other = files.stream().filter(name -> OTHER_NAME.matcher(name).matches())
                .min(Comparator.comparing(name -> !name.startsWith("model")));
        if (other.isPresent()) {
            return UserError.badInput("%s holds %s; a model's weights are looked for in %s, or in the shards that %s names. %s", folder,
                    other.get(), SINGLE, INDEX, other.get().startsWith("consolidated")
                            ? "That one is Mistral's own form, with other names of tensors: get the model in the form of transformers."
                            : "If they are its weights, let them be called so.");
        }
        return UserError.badInput("%s does not exist. Check the folder, or copy the model again.", folder.resolve(SINGLE));
    }

    private static Map<String, WeightFile> shards(Path folder) {
        Path index = folder.resolve(INDEX);
        JsonNode weightMap = JsonFile.read(index).path("weight_map");
        Map<String, WeightFile> opened = new LinkedHashMap<>();
        Map<String, WeightFile> fileOf = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : weightMap.properties()) {
            String shard = entry.getValue().asText();
            if (!opened.containsKey(shard)) {
                opened.put(shard, SafetensorsWeights.open(shard(index, shard)));
            }
            WeightFile file = opened.get(shard);
            if (!file.tensors().containsKey(entry.getKey())) {
                throw UserError.corruptFile("%s says that %s holds tensor \"%s\", but it does not. Copy the model again.", index, shard,
                        Quoted.of(entry.getKey()));
            }
            fileOf.put(entry.getKey(), file);
        }
        return fileOf;
    }

    /** The file of that name beside the index. */
    private static Path shard(Path index, String name) {
        Path file = PlainName.in(index.getParent(), name).orElseThrow(() -> UserError.corruptFile(
                "%s names \"%s\", which is no name of a file beside it. Copy the model again.", index, Quoted.of(name)));
        if (!Files.exists(file)) {
            throw UserError.badInput("%s names the file %s, which is missing. Copy it into the folder.", index, name);
        }
        return file;
    }

    private void checkWeights() {
        ModelConfig config = architecture.config();
        Set<String> wanted = new TreeSet<>();
        for (Parameter parameter : architecture.parameters()) {
            String stored = storedName(parameter.name());
            wanted.add(stored);
            WeightFile file = fileOf.get(stored);
            if (file == null) {
                TensorPrefix.refuse(folder, parameter.name(), fileOf.keySet());
                throw UserError.badInput("%s: tensor \"%s\" is missing; %s describes a %s model that needs it.", folder, parameter.name(),
                        description(folder), config.modelType());
            }
            long[] shape = file.tensors().get(stored).shape();
            if (!Arrays.equals(shape, parameter.shape())) {
                throw UserError.badInput("%s: tensor \"%s\" has shape %s; %s asks for %s. Do both belong to the same model?", file.file(),
                        stored, Arrays.toString(shape), description(folder), Arrays.toString(parameter.shape()));
            }
            file.requireReadable(stored);
        }
        String surplus = fileOf.keySet().stream().filter(name -> !wanted.contains(name)).filter(name -> !isDerived(name)).limit(3)
                .collect(Collectors.joining("\", \""));
        if (!surplus.isEmpty()) {
            throw UserError
                    .badInput("%s holds tensors that a %s model, as %s describes it, does not have: \"%s\". The architecture would be"
                            + " computed wrongly, so the model is not loaded.", folder, config.modelType(), description(folder), surplus);
        }
    }

    private static String description(Path model) {
        return GgufFile.in(model).isPresent() ? "its metadata" : "config.json";
    }

    /** Old checkpoints store what follows from the configuration or the embedding. */
    private boolean isDerived(String name) {
        return architecture.family().isDerived(name)
                || architecture.config().tiedHead() && name.equals(storedName(architecture.family().names().head()));
    }

    /** The name of a weight in the files: its own, another that its family's checkpoints use, or that of the matrix that it is tied to. */
    String storedName(String weight) {
        return ownName(weight).or(() -> twin(weight).flatMap(this::ownName)).orElse(weight);
    }

    private Optional<String> ownName(String weight) {
        return Stream.concat(Stream.of(weight), architecture.family().otherNames(weight).stream()).filter(fileOf::containsKey).findFirst();
    }

    /** Embedding and token head stand for one another where the files hold only one of them and the configuration ties them. */
    private Optional<String> twin(String weight) {
        Family.Names names = architecture.family().names();
        return !architecture.statesTiedHead() ? Optional.empty() : weight.equals(names.head()) ? Optional.of(names.embedding())
                : weight.equals(names.embedding()) ? Optional.of(names.head()) : Optional.empty();
    }

    /** True if the safetensors files hold embedding and token head, and they are not equal. */
    boolean holdsHeadApart() {
        String embedding = storedName(architecture.family().names().embedding());
        String head = storedName(architecture.family().names().head());
        return !embedding.equals(head) && fileOf.containsKey(embedding) && fileOf.containsKey(head)
                && !safetensors(embedding).holdsTheSame(embedding, safetensors(head), head);
    }

    private Safetensors safetensors(String tensor) {
        return ((SafetensorsWeights) fileOf.get(tensor)).content();
    }

    /** Of the weights without the adapters on top of them. */
    public Architecture architecture() {
        return architecture;
    }

    /** The adapters on top of the weights; none of a whole model. */
    public Lora lora() {
        return adapter == null ? Lora.NONE : adapter.lora();
    }

    Optional<PeftAdapter> adapter() {
        return Optional.ofNullable(adapter);
    }

    /** The file that holds a weight. */
    WeightFile fileOf(String weight) {
        return fileOf.get(storedName(weight));
    }

    /** The files that the weights follow from, each once. */
    public List<Path> files() {
        Stream<Path> own = fileOf.values().stream().map(WeightFile::file).distinct();
        return Stream.concat(own, adapter().stream().flatMap(one -> one.files().stream())).toList();
    }

    /** Bytes of all weights as stored. */
    public long bytes() {
        return fileOf.entrySet().stream().mapToLong(entry -> entry.getValue().tensors().get(entry.getKey()).bytes()).sum();
    }
}
