package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.job.ExportService;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportFormats;
import org.bytestill.export.WeightType;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Decoder;
import org.bytestill.model.Weights;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that train adapters, or the byte head alone. */
class LoraRunTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String[] SHORT = {"training.updates", "48", "training.step1_updates", "10", "checkpoint.every_updates", "16",
        "evaluation.every_updates", "24"};

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Run start(String name, String... values) throws IOException {
        String[] all = Stream.concat(Arrays.stream(SHORT), Arrays.stream(values)).toArray(String[]::new);
        return engine.start(SmallRun.config(folder, all), folder, folder.resolve(name));
    }

    @Test
    void aResumedRunOfAdaptersEqualsAnUninterruptedOneToTheBit() throws Exception {
        String[] lora = {"adaptation.form", "lora", "adaptation.rank", "4", "adaptation.alpha", "8", "adaptation.layers", "[1]"};
        Run straight = start("straight", lora);
        SmallRun.awaitEnd(straight);
        assertThat(straight.progress().state()).as(straight.progress().message()).isEqualTo(RunState.DONE);

        Run broken = start("broken", lora);
        await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> broken.metrics().training().size() >= 18);
        broken.stop(false);
        SmallRun.awaitEnd(broken);
        assertThat(broken.progress().state()).isEqualTo(RunState.STOPPED);
        broken.resume();
        await().atMost(SOON).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
        assertThat(broken.metrics().resumePoints()).hasSize(1);
        for (String file : new String[] {"adapter_model.safetensors", "byte_head.safetensors", "optimizer.safetensors"}) {
            assertThat(Files.readAllBytes(folder.resolve("broken/checkpoints/step-48").resolve(file))).as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("straight/checkpoints/step-48").resolve(file)));
        }
        assertThat(straight.metrics().training().value(Metric.TOKEN_LOSS, 47))
                .isLessThan(straight.metrics().training().value(Metric.TOKEN_LOSS, 0));
        assertThat(straight.events()).extracting(RunEvent::message).anyMatch(message -> message.contains("the adapters are trained"));
        checkpointIsTheAdapterAloneAndReadsLikeAnyModel(folder.resolve("straight/checkpoints/step-48"));
        ExportRequest early = new ExportRequest(folder.resolve("straight"), "first", folder.resolve("e"), ExportFormats.named("adapter"),
                WeightType.FLOAT32);
        assertThatThrownBy(() -> new ExportService().export(early, (done, total) -> true)).isInstanceOf(UserError.class)
                .hasMessageContaining("before training, which has no adapters yet");
    }

    private static void checkpointIsTheAdapterAloneAndReadsLikeAnyModel(Path checkpoint) {
        assertThat(checkpoint.resolve("model.safetensors")).doesNotExist();
        assertThat(Safetensors.open(checkpoint.resolve("adapter_model.safetensors")).entries()).as("seven maps of one layer").hasSize(14);
        assertThat(Safetensors.open(checkpoint.resolve("optimizer.safetensors")).entries().keySet())
                .allMatch(name -> name.contains("lora_") || name.contains("byte_head"));
        assertThat(Checkpoint.open(checkpoint).files()).contains(SmallRun.STUDENT.resolve("model.safetensors"));
        long[][] ids = {{5, 6, 7, 8}};
        long[][] real = {LongStream.generate(() -> 1).limit(4).toArray()};
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint); Decoder trained = Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU);
                Decoder before = Decoder.open(SmallRun.STUDENT, Dtype.FLOAT32, Device.CPU)) {
            assertThat(tokenizer.vocabulary().size()).isEqualTo(440);
            assertThat(trained.logits(ids, real)).isNotEqualTo(before.logits(ids, real));
        }
    }

    @Test
    void anAdapterIsTrainedFurtherAndItsBaseStaysWhatItWas() throws Exception {
        Path adapter = Path.of("src/test/resources/goldens/adapters/smollm2").toAbsolutePath();
        Run run = start("run", "adaptation.form", "lora", "student", adapter.toString());
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        Safetensors before = Safetensors.open(adapter.resolve("adapter_model.safetensors"));
        Safetensors after = Safetensors.open(folder.resolve("run/checkpoints/step-48/adapter_model.safetensors"));
        assertThat(after.entries().keySet()).as("of its own modules and rank, whatever the settings say")
                .containsExactlyInAnyOrderElementsOf(before.entries().keySet());
        String name = "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight";
        float[] one = before.floats(name);
        float[] other = after.floats(name);
        double moved = 0;
        for (int i = 0; i < one.length; i++) {
            moved = Math.max(moved, Math.abs(one[i] - other[i]));
        }
        assertThat(moved).as("moved from where it was by at most the rate an update").isBetween(1e-4, 0.12);
    }

    @Test
    void withANewTokenizerTheNewEmbeddingsAreTrainedBesideTheAdapters() throws Exception {
        Run run = start("run", "adaptation.form", "lora", "adaptation.rank", "2", "adaptation.modules", "[q_proj]", "new_tokenizer",
                "bytes", "text.document_bytes", "60");
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        Path checkpoint = folder.resolve("run/checkpoints/step-48");
        String embedding = "base_model.model.model.embed_tokens.weight";
        float[] trained = Safetensors.open(checkpoint.resolve("adapter_model.safetensors")).floats(embedding);
        // Read back by its own rules: as an adapter whose base is the student with its new tokenizer.
        try (Weights read = Weights.mapped(Checkpoint.open(checkpoint), Dtype.FLOAT32, Device.CPU);
                Weights begun = Weights.mapped(Checkpoint.open(folder.resolve("run/student")), Dtype.FLOAT32, Device.CPU)) {
            assertThat(read.tensors().tensors().get(0).toFloats()).isEqualTo(trained)
                    .isNotEqualTo(begun.tensors().tensors().get(0).toFloats());
        }
        assertThat(Files.readString(checkpoint.resolve("adapter_config.json")))
                .contains("\"modules_to_save\" : [ \"embed_tokens\", \"lm_head\" ]");
    }

    @Test
    void withTheHeadAloneTheDecoderStaysTheStudentToTheBit() throws Exception {
        Run run = start("run", "adaptation.form", "head");
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        Path checkpoint = folder.resolve("run/checkpoints/step-48");
        assertThat(checkpoint.resolve("model.safetensors")).doesNotExist();
        long[][] ids = {{5, 6, 7, 8}};
        long[][] real = {{1, 1, 1, 1}};
        try (Decoder trained = Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU);
                Decoder before = Decoder.open(SmallRun.STUDENT, Dtype.FLOAT32, Device.CPU)) {
            assertThat(trained.logits(ids, real)).isEqualTo(before.logits(ids, real));
        }
        assertThat(run.metrics().training().value(Metric.BYTE_LOSS, 47)).isLessThan(run.metrics().training().value(Metric.BYTE_LOSS, 0));
    }
}
