package org.bytestill.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.ModelConfig;
import org.bytestill.model.SideFiles;
import org.bytestill.model.Weights;
import org.bytestill.problem.UserError;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.util.JsonFile;

/**
 * Gives a model another tokenizer: its embedding, and its token head if that is a matrix of its own, get a row for each new
 * token, by {@link TokenSources}. All other weights stay. The result is a Hugging Face folder in float32.
 */
public final class VocabularyTransfer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path model;
    private final NewTokenizer newTokenizer;

    public VocabularyTransfer(Path model, NewTokenizer newTokenizer) {
        this.model = model;
        this.newTokenizer = newTokenizer;
    }

    /**
     * Writes the model with its new tokenizer.
     *
     * @param folder an existing, empty folder
     * @throws UserError if model or tokenizer cannot be read, or the disk does not take the files
     */
    public void write(Path folder) {
        Checkpoint checkpoint = Checkpoint.open(model);
        ModelConfig config = checkpoint.architecture().config();
        try (Tokenizer old = Tokenizer.open(model); Tokenizer fresh = newTokenizer.open()) {
            old.vocabulary().requireRows(config.vocabularySize());
            int[][] sources = new TokenSources(old, oldNames()).of(fresh.vocabulary());
            writeWeights(checkpoint, folder, sources, rowsThatAreBytes(old.vocabulary(), config));
            writeFiles(folder, fresh.vocabulary());
        } catch (IOException e) {
            throw UserError
                    .disk("The student with its new tokenizer cannot be written to %s: %s. Free space or choose another folder.", folder,
                            e.getMessage())
                    .causedBy(e);
        }
    }

    /** For each special token of a role that both tokenizers have: the old one's name by the new one's. */
    private Map<String, String> oldNames() {
        Map<String, String> before = NewTokenizer.rolesOf(model);
        Map<String, String> names = new HashMap<>();
        newTokenizer.roles().forEach((role, name) -> {
            if (before.containsKey(role)) {
                names.putIfAbsent(name, before.get(role));
            }
        });
        return names;
    }

    private static long[] rowsThatAreBytes(Vocabulary vocabulary, ModelConfig config) {
        return IntStream.range(0, Math.min(vocabulary.size(), config.vocabularySize())).filter(id -> vocabulary.bytesOf(id).length > 0)
                .asLongStream().toArray();
    }

    private void writeWeights(Checkpoint checkpoint, Path folder, int[][] sources, long[] all) {
        long[] offsets = new long[sources.length];
        long[] ids = IntStream.range(0, sources.length).boxed().flatMapToInt(token -> IntStream.of(sources[token].length == 0
                ? new int[] {checkpoint.architecture().config().vocabularySize()} : sources[token])).asLongStream().toArray();
        for (int token = 1; token < sources.length; token++) {
            offsets[token] = offsets[token - 1] + Math.max(1, sources[token - 1].length);
        }
        Set<String> tokenWeights = Set.copyOf(checkpoint.architecture().tokenWeights());
        try (Weights weights = Weights.mapped(checkpoint, Dtype.FLOAT32, Device.CPU);
                Script script = new Script(ScriptTemplate.source("vocabulary_transfer"));
                Scope scope = Scope.open("new embeddings", Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
            for (int i = 0; i < weights.parameters().size(); i++) {
                String name = weights.parameters().get(i).name();
                Tensor tensor = weights.tensors().tensors().get(i);
                writer.add(name, !tokenWeights.contains(name) ? tensor : script.method("transferred_rows").with("matrix", tensor)
                        .with("all", scope.of(all, all.length)).with("ids", scope.of(ids, ids.length))
                        .with("offsets", scope.of(offsets, offsets.length)).tensor(scope));
            }
            writer.write(folder.resolve("model.safetensors"));
        }
    }

    private void writeFiles(Path folder, Vocabulary vocabulary) throws IOException {
        SideFiles.copy(model, folder, Dtype.FLOAT32);
        for (String name : NewTokenizer.FILES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (Map.Entry<String, byte[]> file : newTokenizer.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Path config = folder.resolve("config.json");
        ObjectNode keys = JsonFile.read(config);
        keys.put("vocab_size", vocabulary.size());
        write(config, withIds(keys, vocabulary));
        Path generation = folder.resolve("generation_config.json");
        if (Files.exists(generation)) {
            write(generation, withIds(JsonFile.read(generation), vocabulary));
        }
    }

    /** With the new ids of special tokens. Null says that there is none; a missing key would mean the family's default, an id of its first model. */
    private ObjectNode withIds(ObjectNode keys, Vocabulary vocabulary) {
        keys.set("bos_token_id", vocabulary.beginOfSequence() < 0 ? null : keys.numberNode(vocabulary.beginOfSequence()));
        BitSet ends = vocabulary.endOfSequence();
        ArrayNode list = JSON.createArrayNode();
        ends.stream().forEach(list::add);
        keys.set("eos_token_id", ends.cardinality() == 1 ? list.get(0) : ends.isEmpty() ? null : list);
        keys.set("pad_token_id", idOf(newTokenizer.roles().getOrDefault("pad_token", ""), vocabulary));
        return keys;
    }

    private static JsonNode idOf(String name, Vocabulary vocabulary) {
        for (int id = 0; id < vocabulary.size() && !name.isEmpty(); id++) {
            if (vocabulary.nameOf(id).equals(name)) {
                return JSON.getNodeFactory().numberNode(id);
            }
        }
        return JSON.nullNode();
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        Files.writeString(file, JsonFile.pretty(json));
    }
}
