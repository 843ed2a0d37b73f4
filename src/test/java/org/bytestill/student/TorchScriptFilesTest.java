package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.model.Architecture;
import org.bytestill.model.Lora;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of {@code resources/torchscript} compiles, those of decoders for each family, with adapters and without. */
class TorchScriptFilesTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final List<
            String> OF_DECODERS = List.of("norm", "rotary", "attention", "lora", "decoder", "generation", "scoring", "backbone",
                    "token_loss", "token_head");
    private static final List<
            String> ALONE = List.of("adamw", "byte_head", "gradient_terms", "lora_merge", "tensor_ops", "vocabulary_transfer");

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    static List<Path> models() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json"))).sorted().toList();
        }
    }

    private static List<String> ofObjectives() {
        return Objectives.all().stream().map(Objective::script).distinct().toList();
    }

    private static String ofStudent(Architecture architecture) {
        return architecture.trainingScript() + ScriptTemplate.source("token_loss") + ScriptTemplate.source("token_head");
    }

    @ParameterizedTest
    @MethodSource("models")
    void theScriptOfEveryFamilyCompilesWithAdaptersAndWithout(Path model) {
        Architecture architecture = Architecture.read(model);
        new Script(architecture.script()).close();
        ofObjectives().forEach(objective -> new Script(ofStudent(architecture) + objective).close());
        Lora lora = Lora.chosen(architecture, new Lora.Choice(2, 4, List.of(), List.of(0)));
        new Script(ofStudent(architecture.withLora(lora))).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "byte_head", "gradient_terms", "lora_merge", "tensor_ops", "vocabulary_transfer"})
    void aScriptThatStandsAloneCompiles(String name) {
        new Script(ScriptTemplate.source(name)).close();
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("resources/torchscript"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".py", ""))
                    .filter(name -> OF_DECODERS.contains(name)
                            || ofObjectives().stream().noneMatch(script -> script.contains(ScriptTemplate.source(name)))))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(OF_DECODERS.stream(), ALONE.stream()).toList());
        }
    }
}
