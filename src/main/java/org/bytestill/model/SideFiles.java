package org.bytestill.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Dtype;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/** The small files beside the weights that make a folder a complete Hugging Face model. */
public final class SideFiles {
    private static final List<String> OF_THE_MODEL = List.of("config.json", "generation_config.json");
    private static final List<String> NAMES = Stream.concat(OF_THE_MODEL.stream(), NewTokenizer.FILES.stream()).toList();

    /** Keys of the weights' number format, as transformers 5 and 4 write it. */
    private static final List<String> DTYPE = List.of("dtype", "torch_dtype");

    private SideFiles() {}

    /**
     * Copies configuration and tokenizer files into a folder: verbatim from a Hugging Face folder, generated from the metadata of a GGUF
     * file; for an adapter, the files of its base first, overwritten by its own. A token head that the weights hold apart is no longer
     * called tied.
     *
     * @param folder an existing folder
     * @return names of the files now in the folder
     */
    public static List<String> copy(Path model, Path folder) throws IOException {
        return copy(model, folder, null);
    }

    /**
     * The same beside weights that are written anew.
     *
     * @param dtype their number format, which the configuration then states; null if they stay as they are
     */
    public static List<String> copy(Path model, Path folder, @Nullable Dtype dtype) throws IOException {
        Path base = BaseModel.of(model);
        Optional<Path> gguf = GgufFile.in(base);
        Set<String> written = new LinkedHashSet<>(gguf.isPresent() ? write(gguf.get(), folder) : copyFiles(base, folder));
        if (!base.equals(model)) {
            written.addAll(copyFiles(model, folder));
        }
        if (written.contains("config.json") && Architecture.read(model).isUntiedByWeights()) {
            untie(folder.resolve("config.json"));
        }
        if (written.contains("config.json") && dtype != null) {
            state(dtype, folder.resolve("config.json"));
        }
        return List.copyOf(written);
    }

    /** Copies those of them that are the tokenizer. */
    public static List<String> copyTokenizer(Path model, Path folder) throws IOException {
        List<String> copied = new ArrayList<>(copy(model, folder));
        for (String name : OF_THE_MODEL) {
            Files.deleteIfExists(folder.resolve(name));
            copied.remove(name);
        }
        return copied;
    }

    private static List<String> copyFiles(Path model, Path folder) throws IOException {
        List<String> copied = new ArrayList<>();
        for (String name : NAMES) {
            if (Files.exists(model.resolve(name))) {
                Files.copy(model.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                copied.add(name);
            }
        }
        if (copied.contains("config.json")) {
            leaveOutWhatSees(folder.resolve("config.json"));
        }
        return copied;
    }

    /** Weights are written of the text model alone, so its configuration must be its own. */
    private static void leaveOutWhatSees(Path file) throws IOException {
        ObjectNode config = (ObjectNode) JsonFile.read(file);
        if (Gemma3Text.isNested(config)) {
            Files.writeString(file, JsonFile.pretty(Gemma3Text.configOf(config)));
        }
    }

    /** Transformers loads weights in the format that the configuration states, under the name of release 4 or 5. Nothing else changes. */
    private static void state(Dtype dtype, Path file) throws IOException {
        String text = Files.readString(file);
        ObjectNode config = (ObjectNode) JsonFile.MAPPER.readTree(text);
        for (String key : DTYPE) {
            if (config.hasNonNull(key)) {
                config.put(key, dtype.torchName());
                text = text.replaceFirst("(\"" + key + "\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + dtype.torchName() + "\"");
            }
        }
        Files.writeString(file, config.equals(JsonFile.MAPPER.readTree(text)) ? text : JsonFile.pretty(config));
    }

    /** Programs that believe the flag, as transformers before 5 does, would leave the token head out. */
    private static void untie(Path file) throws IOException {
        ObjectNode config = JsonFile.read(file);
        Files.writeString(file, JsonFile.pretty(config.put("tie_word_embeddings", false)));
    }

    private static List<String> write(Path gguf, Path folder) throws IOException {
        ObjectNode config = GgufConfig.read(gguf);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        files.putAll(Tokenizer.filesOf(gguf));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return List.copyOf(files.keySet());
    }
}
