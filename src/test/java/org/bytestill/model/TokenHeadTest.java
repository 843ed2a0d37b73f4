package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flag that ties the token head, against what the files hold; the numbers are compared in the golden tests (own-head, only-head). */
class TokenHeadTest {
    private static final Path VARIANTS = Path.of("src/test/resources/goldens/variants");
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    /** The tied model with a token head of these numbers beside its embedding, in one file or each tensor in one of its own. */
    private void write(float[] head, long[] shape, boolean sharded) throws IOException {
        Safetensors stored = Safetensors.open(VARIANTS.resolve("llama-own-head/model.safetensors"));
        Files.copy(VARIANTS.resolve("llama-own-head/config.json"), folder.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        SafetensorsWriter rest = new SafetensorsWriter();
        stored.entries().values().stream().filter(entry -> !entry.name().equals(HEAD) && !entry.name().equals(EMBEDDING))
                .forEach(entry -> rest.add(entry.name(), entry.dtype(), stored.bytes(entry.name()), entry.shape()));
        if (!sharded) {
            rest.add(HEAD, head, shape).add(EMBEDDING, embedding(), 24, 16).write(folder.resolve("model.safetensors"));
            return;
        }
        rest.write(folder.resolve("rest.safetensors"));
        new SafetensorsWriter().add(HEAD, head, shape).write(folder.resolve("head.safetensors"));
        new SafetensorsWriter().add(EMBEDDING, embedding(), 24, 16).write(folder.resolve("embedding.safetensors"));
        var index = new ObjectMapper().createObjectNode();
        var places = index.putObject("weight_map").put(HEAD, "head.safetensors").put(EMBEDDING, "embedding.safetensors");
        Safetensors.open(folder.resolve("rest.safetensors")).entries().keySet().forEach(name -> places.put(name, "rest.safetensors"));
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
    }

    private static float[] embedding() {
        float[] values = new float[24 * 16];
        Arrays.setAll(new double[values.length], i -> values[i] = (i * 7 % 13 - 6) / 10f);
        return values;
    }

    private static List<String> parameters(Architecture architecture) {
        return architecture.parameters().stream().map(Parameter::name).toList();
    }

    @Test
    void anEqualHeadStaysTiedWithoutAWord() throws IOException {
        for (boolean sharded : new boolean[] {false, true}) {
            write(embedding(), new long[] {24, 16}, sharded);
            Architecture architecture = Architecture.read(folder);
            assertThat(architecture.config().tiedHead()).isTrue();
            assertThat(architecture.notes()).isEmpty();
            assertThat(parameters(architecture)).contains(EMBEDDING).doesNotContain(HEAD);
            Checkpoint.open(folder, architecture);
            Files.deleteIfExists(folder.resolve("model.safetensors"));
        }
    }

    @Test
    void oneOtherNumberMakesItAHeadOfItsOwnAndIsSaid() throws IOException {
        for (boolean sharded : new boolean[] {false, true}) {
            float[] head = embedding();
            head[head.length - 1] += 0.5f;
            write(head, new long[] {24, 16}, sharded);
            Architecture architecture = Architecture.read(folder);
            assertThat(architecture.config().tiedHead()).isFalse();
            assertThat(architecture.notes()).singleElement().asString()
                    .contains(folder.resolve("config.json").toString(), "tie_word_embeddings", "differ");
            try (Weights weights = Weights.mapped(Checkpoint.open(folder, architecture), Dtype.FLOAT32, Device.CPU)) {
                assertThat(weights.tensors().tensors().get(parameters(architecture).indexOf(HEAD)).toFloats()).containsExactly(head);
            }
            Files.deleteIfExists(folder.resolve("model.safetensors"));
        }
    }

    @Test
    void aHeadOfAnotherShapeIsRefusedAndNotLeftOut() throws IOException {
        write(new float[16 * 16], new long[] {16, 16}, false);
        Architecture architecture = Architecture.read(folder);
        assertThatThrownBy(() -> Checkpoint.open(folder, architecture)).isInstanceOf(UserError.class)
                .hasMessageContaining("\"lm_head.weight\" has shape [16, 16]");
    }

    @Test
    void onlyTheHeadStandsForBothOnlyWhereTheyAreTied() throws IOException {
        Path only = VARIANTS.resolve("llama-only-head");
        Architecture architecture = Architecture.read(only);
        assertThat(architecture.config().tiedHead()).isTrue();
        try (Weights weights = Weights.mapped(Checkpoint.open(only, architecture), Dtype.FLOAT32, Device.CPU)) {
            assertThat(weights.parameters().get(0).name()).isEqualTo(EMBEDDING);
        }
        Files.copy(only.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("config.json"),
                Files.readString(only.resolve("config.json")).replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
        Architecture untied = Architecture.read(folder);
        assertThatThrownBy(() -> Checkpoint.open(folder, untied)).isInstanceOf(UserError.class)
                .hasMessageContaining("\"" + EMBEDDING + "\" is missing");
    }

    @Test
    void theConfigurationThatIsPassedOnSaysWhatTheWeightsHold() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        SideFiles.copy(VARIANTS.resolve("llama-own-head"), copy);
        JsonNode passedOn = new ObjectMapper().readTree(copy.resolve("config.json").toFile());
        assertThat(passedOn.path("tie_word_embeddings").isBoolean()).isTrue();
        assertThat(passedOn.path("tie_word_embeddings").asBoolean()).isFalse();
        SideFiles.copy(VARIANTS.resolve("llama-only-head"), copy);
        assertThat(copy.resolve("config.json")).hasSameBinaryContentAs(VARIANTS.resolve("llama-only-head/config.json"));
        SideFiles.copy(Path.of("src/test/resources/goldens/adapters/tied-head"), copy);
        assertThat(new ObjectMapper().readTree(copy.resolve("config.json").toFile()).path("tie_word_embeddings").asBoolean(true))
                .as("the adapter holds a head apart").isFalse();
    }
}
