package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.RunState;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That everything is computed on the device that was chosen, without a GPU: a script's call fails that takes one tensor of the device
 * {@code apart} and one of the CPU. Within scripts every new tensor is made where one of the inputs is. PyTorch's own {@code meta} device
 * would do without memory, but libtorch has the rules of its operations only with Python (index_select is the first that fails).
 */
class DeviceTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final String PROPERTY = "bytestill.apart";

    @TempDir
    Path folder;

    @BeforeEach
    void allowTheDevice() {
        System.setProperty(PROPERTY, "true");
        TorchThread.prepare(1);
    }

    @AfterEach
    void forbidIt() {
        System.clearProperty(PROPERTY);
    }

    static List<Objective> objectives() {
        return Objectives.all();
    }

    /** Token KL needs a teacher of the student's tokenizer. */
    @Test
    void whatIsNotOnTheDeviceDoesNotMixWithIt() {
        try (Scope there = Scope.open("there", Device.APART); Scope here = Scope.open("here", Device.CPU)) {
            try (Script script = new Script("def add(self, x: Tensor, y: List[Tensor]) -> Tensor:\n    return x + y[0]\n")) {
                Tensor one = there.of(new float[] {1, 2}, 2);
                assertThat(script.method("add").with("x", one).with("y", List.of(one)).tensor(there).toFloats()).containsExactly(2, 4);
                assertThatThrownBy(
                        () -> script.method("add").with("x", one).with("y", List.of(here.of(new float[] {1, 2}, 2))).tensor(there))
                        .isInstanceOf(IllegalStateException.class).hasMessageContaining("add was given tensors on apart:0 and on cpu");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama3", "llama2", "smollm2", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "gpt2", "gpt_neox", "olmo2", "phi3"})
    void aDecoderScoresTextsThere(String family) {
        try (Decoder decoder = Decoder.open(GOLDENS.resolve("models").resolve(family), Dtype.FLOAT32, Device.named("apart"))) {
            assertThat(decoder.tokenLogProbabilities(List.of(new int[] {1, 2, 3, 4}, new int[] {5, 6}))).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEAM", "COVER"})
    void aTeacherIsReadThere(String method) {
        byte[] text = "The license may be".getBytes(StandardCharsets.UTF_8);
        try (LoadedModel model = new LoadedModel(SmallRun.TEACHER, Dtype.BFLOAT16, Device.named("apart"))) {
            ConverterSettings settings = method.equals("BEAM") ? ConverterSettings.beam(3, 0.1) : ConverterSettings.cover();
            List<ByteRows> rows = model.reader(settings).read(List.of(text), Progress.NONE);
            assertThat(rows.get(0).size()).isEqualTo(text.length);
        }
    }

    @Test
    void newTensorsInScriptsAreWhereTheirInputsAre() throws Exception {
        Pattern factory = Pattern.compile("torch\\.(arange|zeros|ones|full|empty|from_file|tensor|rand|randn)\\((?!_like)[^\\n]*");
        List<String> elsewhere = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(Path.of("resources/torchscript"))) {
            for (Path script : scripts.sorted().toList()) {
                // Of single tensors: what reads files or makes scalars is moved to the device afterwards.
                Matcher made = factory.matcher(script.endsWith("tensor_ops.py") ? "" : Files.readString(script));
                while (made.find()) {
                    if (!made.group().matches(".*device=[\\w.\\[\\]]*device\\b.*")) {
                        elsewhere.add(script.getFileName() + ": " + made.group());
                    }
                }
            }
        }
        assertThat(elsewhere).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aRunTrainsThere(Objective objective) throws Exception {
        RunConfig config = SmallRun.config(folder,
                SmallRun.with(SmallRun.needs(objective), "objective", objective.name(), "hardware.device",
                        "apart", "training.updates", "2", "training.step1_updates", "1", "evaluation.every_updates", "1",
                        "checkpoint.every_updates", "1"));
        try (Engine engine = new TrainingEngine()) {
            Run run = engine.start(config, folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        }
    }
}
