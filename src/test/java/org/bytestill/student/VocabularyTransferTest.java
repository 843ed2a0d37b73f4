package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.model.Architecture;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Decoder;
import org.bytestill.model.Weights;
import org.bytestill.problem.UserError;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.TestTexts;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fast Vocabulary Transfer by hand, and what comes of it. */
class VocabularyTransferTest {
    private static final Path MODELS = TestTexts.GOLDENS.resolve("models");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static Path model(String family) {
        return MODELS.resolve(family);
    }

    private Path transferred(String family, String newTokenizer) throws IOException {
        Path to = Files.createDirectories(folder.resolve(family));
        new VocabularyTransfer(model(family), new NewTokenizer(newTokenizer, model(family))).write(to);
        return to;
    }

    private static Tokenizer byteLevel(Path folder, String vocabulary, String merges, String specials) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tokenizer.json"), "{\"added_tokens\": [" + specials
                + "], \"normalizer\": null, \"pre_tokenizer\": {\"type\": \"ByteLevel\","
                + " \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}, \"decoder\": null, \"model\": {\"type\": \"BPE\","
                + " \"vocab\": " + vocabulary + ", \"merges\": " + merges + "}}");
        return Tokenizer.open(folder);
    }

    private static String special(int id, String content) {
        return "{\"id\": " + id + ", \"content\": \"" + content
                + "\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false,"
                + " \"special\": true}";
    }

    @Test
    void aNewTokenIsTheMeanOfTheOldTokensOfItsBytes() throws IOException {
        try (Tokenizer old = byteLevel(folder.resolve("old"), "{\"a\": 0, \"b\": 1, \"c\": 2, \"ab\": 3, \"abc\": 4}", "[\"a b\"]",
                special(5, "<s>") + "," + special(6, "<pad>"));
                Tokenizer fresh = byteLevel(folder.resolve("new"), "{\"c\": 0, \"abcab\": 1, \"abc\": 2, \"x\": 3, \"a\": 4, \"b\": 5}",
                        "[]",
                        special(7, "<s>") + "," + special(8, "[PAD]") + "," + special(9, "<other>"))) {
            int[][] sources = new TokenSources(old, Map.of("[PAD]", "<pad>")).of(fresh.vocabulary());
            assertThat(sources[0]).as("c is in both").containsExactly(2);
            assertThat(sources[1]).as("ab, c, ab: no merge makes abc").containsExactly(3, 2, 3);
            assertThat(sources[2]).as("in both, though the old tokenizer never cuts it so").containsExactly(4);
            assertThat(sources[3]).as("x has no old token").isSameAs(TokenSources.ALL);
            assertThat(sources[6]).as("a gap between ids").isSameAs(TokenSources.ALL);
            assertThat(sources[7]).as("the same name").containsExactly(5);
            assertThat(sources[8]).as("the same role").containsExactly(6);
            assertThat(sources[9]).as("neither").isSameAs(TokenSources.ALL);
        }
    }

    @Test
    void beginAndEndOfSequenceAreMappedByRole() throws IOException {
        try (Tokenizer old = Tokenizer.open(model("llama3")); Tokenizer fresh = Tokenizer.open(model("llama2"))) {
            int[][] sources = new TokenSources(old, Map.of()).of(fresh.vocabulary());
            assertThat(sources[fresh.vocabulary().beginOfSequence()]).containsExactly(old.vocabulary().beginOfSequence());
            assertThat(sources[fresh.vocabulary().endOfSequence().nextSetBit(0)])
                    .containsExactly(old.vocabulary().endOfSequence().nextSetBit(0));
        }
    }

    /** llama2 has a token head of its own, of SentencePiece; the others are tied, one of them a GPT-2 with learned positions. */
    @ParameterizedTest
    @ValueSource(strings = {"llama2", "smollm2", "gpt2", "gpt_neox", "phi3"})
    void everyRowIsTheMeanOfItsOldOnesAndOtherWeightsStay(String family) throws IOException {
        Path to = transferred(family, "bytes");
        Safetensors after = Safetensors.open(to.resolve("model.safetensors"));
        List<String> tokenWeights = Architecture.read(to).tokenWeights();
        try (Tokenizer old = Tokenizer.open(model(family)); Tokenizer fresh = Tokenizer.open(to);
                Weights before = Weights.mapped(Checkpoint.open(model(family)), Dtype.FLOAT32, Device.CPU)) {
            assertThat(after.entries()).hasSize(before.parameters().size());
            for (int i = 0; i < before.parameters().size(); i++) {
                String name = before.parameters().get(i).name();
                float[] was = before.tensors().tensors().get(i).toFloats();
                if (!tokenWeights.contains(name)) {
                    assertThat(after.floats(name)).as(name).isEqualTo(was);
                } else {
                    assertRows(after.floats(name), was, old, fresh, before.architecture().config().hiddenSize());
                }
            }
        }
    }

    private static void assertRows(float[] rows, float[] was, Tokenizer old, Tokenizer fresh, int width) {
        for (int id = 0; id < fresh.vocabulary().size(); id++) {
            byte[] bytes = fresh.vocabulary().bytesOf(id);
            // Specials keep their names in a byte tokenizer.
            int oldSpecial = bytes.length > 0 ? -1 : named(old.vocabulary(), fresh.vocabulary().nameOf(id));
            int[] tokens = bytes.length > 0 ? old.encode(bytes) : new int[] {oldSpecial};
            for (int k = 0; k < width; k++) {
                double mean = 0;
                for (int token : tokens) {
                    mean += was[token * width + k] / (double) tokens.length;
                }
                assertThat((double) rows[id * width + k]).as("token %d", id).isCloseTo(mean, within(1e-6));
            }
        }
    }

    private static int named(Vocabulary vocabulary, String name) {
        return IntStream.range(0, vocabulary.size()).filter(id -> vocabulary.nameOf(id).equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aByteTokenizerHas256BytesAndTheModelsSpecialTokens() throws IOException {
        Path to = transferred("llama2", "bytes");
        Random random = new Random(3);
        try (Tokenizer tokenizer = Tokenizer.open(to)) {
            Vocabulary vocabulary = tokenizer.vocabulary();
            assertThat(vocabulary.size()).isEqualTo(256 + 3);
            assertThat(IntStream.range(256, 259).mapToObj(vocabulary::nameOf)).containsExactly("<unk>", "<s>", "</s>");
            assertThat(vocabulary.beginOfSequence()).isEqualTo(257);
            assertThat(vocabulary.endOfSequence().stream()).containsExactly(258);
            for (int round = 0; round < 20; round++) {
                byte[] text = TestTexts.random(random, 10);
                int[] ids = tokenizer.encode(text);
                int[] last = tokenizer.lastTokens(text);
                assertThat(ids).hasSize(text.length);
                for (int offset = 0; offset < text.length; offset++) {
                    assertThat(ids[offset]).isEqualTo(text[offset] & 0xFF).isEqualTo(last[offset + 1]);
                }
                assertThat(last[0]).isEqualTo(-1);
            }
            assertThat(tokenizer.notes()).isEmpty();
        }
    }

    @Test
    void theFolderSaysItsNewSizeAndIds() throws IOException {
        Path to = transferred("llama2", "bytes");
        JsonNode config = JSON.readTree(to.resolve("config.json").toFile());
        assertThat(config.path("vocab_size").asInt()).isEqualTo(259);
        assertThat(config.path("bos_token_id").asInt()).isEqualTo(257);
        assertThat(config.path("eos_token_id").asInt()).isEqualTo(258);
        assertThat(config.path("pad_token_id").isNull()).isTrue();
        assertThat(config.path("torch_dtype").asText(config.path("dtype").asText())).isEqualTo("float32");
        assertThat(JSON.readTree(to.resolve("generation_config.json").toFile()).path("eos_token_id").asInt()).isEqualTo(258);
        JsonNode tokenizer = JSON.readTree(to.resolve("tokenizer.json").toFile());
        assertThat(tokenizer.path("post_processor").findValue("ids")).as("Llama begins with <s>").hasToString("[257]");
    }

    @Test
    void rolesAndChatTemplateAreKeptByAByteTokenizer() throws IOException {
        Path chat = Files.createDirectories(folder.resolve("chat"));
        try (var files = Files.list(model("qwen2"))) {
            for (Path file : files.toList()) {
                Files.copy(file, chat.resolve(file.getFileName()));
            }
        }
        ObjectNode config = (ObjectNode) JSON.readTree(chat.resolve("tokenizer_config.json").toFile());
        config.put("eos_token", "<|im_end|>").put("pad_token", "<|endoftext|>").put("chat_template", "{{ messages }}<|im_end|>");
        JSON.writeValue(chat.resolve("tokenizer_config.json").toFile(), config);
        Path to = Files.createDirectories(folder.resolve("to"));
        new VocabularyTransfer(chat, new NewTokenizer("bytes", chat)).write(to);
        JsonNode after = JSON.readTree(to.resolve("tokenizer_config.json").toFile());
        assertThat(after.path("chat_template").asText()).isEqualTo("{{ messages }}<|im_end|>");
        assertThat(after.path("pad_token").asText()).isEqualTo("<|endoftext|>");
        assertThat(JSON.readTree(to.resolve("config.json").toFile()).path("pad_token_id").asInt()).isEqualTo(256);
        try (Tokenizer tokenizer = Tokenizer.open(to)) {
            assertThat(tokenizer.vocabulary().endOfSequence().stream().mapToObj(tokenizer.vocabulary()::nameOf)).contains("<|im_end|>");
        }
    }

    @Test
    void aTokenizerOfAFolderComesAlongByteForByte() throws IOException {
        Path to = transferred("smollm2", model("llama2").toString());
        for (String name : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            assertThat(Files.readAllBytes(to.resolve(name))).isEqualTo(Files.readAllBytes(model("llama2").resolve(name)));
        }
        try (Decoder decoder = Decoder.open(to, Dtype.FLOAT32, Device.CPU); Tokenizer tokenizer = Tokenizer.open(to)) {
            assertThat(decoder.config().vocabularySize()).isEqualTo(tokenizer.vocabulary().size());
            long[] ids = Arrays.stream(tokenizer.encode(TestTexts.utf8("The licensee may"))).asLongStream().toArray();
            long[] mask = new long[ids.length];
            Arrays.fill(mask, 1);
            for (float logit : decoder.logits(new long[][] {ids}, new long[][] {mask})) {
                assertThat(logit).isFinite();
            }
        }
    }

    @Test
    void aGgufFileGetsANewTokenizerAndGivesOne() throws IOException {
        Path gguf = TestTexts.GOLDENS.resolve("gguf/llama2.gguf");
        Path bytes = Files.createDirectories(folder.resolve("bytes"));
        new VocabularyTransfer(gguf, new NewTokenizer("bytes", gguf)).write(bytes);
        Path given = Files.createDirectories(folder.resolve("given"));
        new VocabularyTransfer(model("smollm2"), new NewTokenizer(gguf.toString(), model("smollm2"))).write(given);
        byte[] text = TestTexts.utf8("The licensee may convey.");
        try (Tokenizer ofBytes = Tokenizer.open(bytes); Tokenizer ofGguf = Tokenizer.open(given);
                Tokenizer expected = Tokenizer.open(gguf)) {
            assertThat(ofBytes.encode(text)).hasSize(text.length);
            assertThat(ofGguf.encode(text)).isEqualTo(expected.encode(text));
        }
    }

    @Test
    void aTokenizerThatCannotBeReadIsNamed() {
        assertThatThrownBy(
                () -> new VocabularyTransfer(model("smollm2"), new NewTokenizer(folder.resolve("none").toString(), model("smollm2")))
                        .write(folder))
                .isInstanceOf(UserError.class).hasMessageContaining("No tokenizer.json in " + folder.resolve("none"));
    }

    /** All three terms; the new rows are used as embedding and, tied, as token head. */
    @Test
    void gradientsOfNewEmbeddingsAreThoseOfFiniteDifferences() throws IOException {
        Path to = transferred("smollm2", "bytes");
        byte[] text = "The cat".getBytes(StandardCharsets.UTF_8);
        long[] ids = new long[text.length + 1];
        ids[0] = 256;
        for (int i = 0; i < text.length; i++) {
            ids[i + 1] = text[i];
        }
        long[] predictors = {0, 1, 2, 3};
        long[] targets = Arrays.copyOfRange(ids, 1, 5);
        float[] p = new float[4 * ByteHead.SHARED_OUTCOMES];
        for (int row = 0; row < 4; row++) {
            p[row * ByteHead.SHARED_OUTCOMES + text[row]] = 0.75f;
            p[row * ByteHead.SHARED_OUTCOMES + 'e'] += 0.25f;
        }
        StudentBatch batch = new StudentBatch(1, ids.length, ids, predictors, targets,
                new StudentBatch.ByteTargets(new long[] {0, 1, 2, 3}, new long[4], targets,
                        new float[] {1, 1, 1, 1}, new StudentBatch.TeacherTargets(p, new float[4])));
        Student.LossWeights terms = new Student.LossWeights(1.0, 0.5, true);
        try (Student student = Student.open(to, 1, 11, Device.CPU); Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> sums = new ArrayList<>();
            student.addGradients(batch, terms, 1.0, sums, scope);
            Tensor embedding = student.weights().tensors().tensors().get(0);
            float[] gradient = sums.get(0).toFloats();
            float[] start = embedding.toFloats();
            int width = student.config().hiddenSize();
            for (int entry : new int[] {'T' * width + 3, 'h' * width + 17, ' ' * width, 'c' * width + 40, 256 * width + 5,
                'z' * width + 1}) {
                // A step that is large against float32's rounding and small against the curve.
                float step = 2e-3f;
                double up = loss(student, batch, terms, embedding, start, entry, step, scope);
                double down = loss(student, batch, terms, embedding, start, entry, -step, scope);
                assertThat((double) gradient[entry]).as("entry %d", entry).isCloseTo((up - down) / (2 * step), within(2e-3));
            }
            assertThat(gradient['z' * width + 1]).as("a byte of the vocabulary that is not in the text").isNotZero();
        }
    }

    private static double loss(Student student, StudentBatch batch, Student.LossWeights terms, Tensor embedding, float[] start, int entry,
            float step, Scope scope) {
        float[] moved = start.clone();
        moved[entry] += step;
        try (Scope pass = scope.inner("pass")) {
            TensorOps.copyInto(embedding, pass.of(moved, embedding.shape()));
            Student.Losses losses = student.losses(batch);
            TensorOps.copyInto(embedding, pass.of(start, embedding.shape()));
            return losses.token() + terms.byteWeight() * losses.bytes() + terms.klWeight() * losses.kl();
        }
    }
}
