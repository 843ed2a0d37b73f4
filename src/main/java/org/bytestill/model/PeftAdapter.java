package org.bytestill.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.BaseModel;

/**
 * An adapter folder in PEFT's format, {@code adapter_config.json} and {@code adapter_model.safetensors}, opened by its headers and
 * checked against its base: every matrix is there, in its shape, and no other.
 *
 * @param lora    what the configuration describes
 * @param content the file of the matrices
 */
record PeftAdapter(Path folder, Lora lora, Safetensors content) {
    /** What PEFT puts before the names of the base. */
    private static final String PREFIX = "base_model.model.";

    /** @throws UserError naming file and key or tensor */
    static PeftAdapter open(Path folder, Architecture base) {
        PeftConfig config = PeftConfig.read(folder);
        Path file = folder.resolve(BaseModel.ADAPTER_WEIGHTS);
        if (!Files.exists(file) && Files.exists(folder.resolve("adapter_model.bin"))) {
            throw UserError.badInput("%s holds adapter_model.bin, a pickle: loading one can run any program, so it is not read."
                    + " Save the adapter as safetensors (save_pretrained with safe_serialization).", folder);
        }
        Safetensors content = Safetensors.open(file);
        Set<String> whole = base.tokenWeights().stream().filter(weight -> content.entries().containsKey(storedName(weight, content, base)))
                .collect(Collectors.toSet());
        PeftAdapter adapter = new PeftAdapter(folder, config.lora(base, whole), content);
        adapter.checkAgainst(base, config.saved(base));
        return adapter;
    }

    private void checkAgainst(Architecture base, Set<String> saved) {
        Map<String, long[]> wanted = new LinkedHashMap<>();
        for (LinearMap map : base.plan().maps()) {
            int rank = lora.rankOf(map.name());
            if (rank > 0) {
                wanted.put(storedName(map.name() + Lora.A), new long[] {rank, map.in()});
                wanted.put(storedName(map.name() + Lora.B), new long[] {map.out(), rank});
            }
        }
        Family.Names names = base.family().names();
        for (String weight : List.of(names.embedding(), names.head())) {
            String stored = storedName(weight, content, base);
            if (saved.contains(weight) || content.entries().containsKey(stored)) {
                wanted.put(stored, new long[] {base.config().vocabularySize(), base.config().hiddenSize()});
            }
        }
        List<String> surplus = content.entries().keySet().stream().filter(name -> !wanted.containsKey(name)).limit(3).toList();
        if (!surplus.isEmpty()) {
            throw UserError.badInput(
                    "%s holds tensors that are no adapters of the %s model %s by %s: \"%s\". Is the adapter of another base? One of the"
                            + " embedding or the token head must be merged into its base in Python (merge_and_unload).",
                    content.file(), base.config().modelType(),
                    BaseModel.of(folder), BaseModel.ADAPTER_CONFIG, String.join("\", \"", surplus));
        }
        wanted.forEach((name, shape) -> {
            Safetensors.Entry entry = content.entries().get(name);
            if (entry == null) {
                throw UserError.badInput("%s: tensor \"%s\" is missing; %s says that this module is trained. Copy the adapter again.",
                        content.file(), name,
                        BaseModel.ADAPTER_CONFIG);
            }
            entry.dtype();
            if (!Arrays.equals(entry.shape(), shape)) {
                throw UserError.badInput(
                        "%s: tensor \"%s\" has shape %s; the base model %s and %s ask for %s. Is the adapter of another base?",
                        content.file(),
                        name, Arrays.toString(entry.shape()), BaseModel.of(folder), BaseModel.ADAPTER_CONFIG, Arrays.toString(shape));
            }
        });
    }

    /** The name under which PEFT's file holds half an adapter. */
    static String storedName(String parameter) {
        return PREFIX + parameter;
    }

    /** The name under which a file holds a weight that was trained whole: PEFT's, of the name in the base or of another that it has. */
    static String storedName(String weight, Safetensors content, Architecture base) {
        return Stream.concat(Stream.of(weight), base.family().otherNames(weight).stream()).map(PeftAdapter::storedName)
                .filter(content.entries()::containsKey).findFirst().orElse(storedName(weight));
    }

    /** The same, of this adapter. */
    String storedNameOf(String weight, Architecture base) {
        return storedName(weight, content, base);
    }

    /** The adapter's own files. */
    List<Path> files() {
        return List.of(folder.resolve(BaseModel.ADAPTER_CONFIG), content.file());
    }
}
