package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model with a chat template, opened in a process of its own. */
class ReloadedApartTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");

    @TempDir
    Path folder;

    @BeforeEach
    void copyAModelThatChats() throws IOException {
        TorchThread.prepare(1);
        try (Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("chat_template.jinja"), "{% for m in messages %}<{{ m.role }}>{{ m.content }}\n{% endfor %}");
    }

    private static List<float[]> rows(Reloaded model, int[] ids) {
        List<float[]> rows = new ArrayList<>();
        model.logits("token", ids, rows::add);
        return rows;
    }

    @Test
    void anotherProcessSaysToTheBitWhatThisOneSays() throws IOException {
        try (Reloaded apart = new ReloadedApart(folder, WeightType.FLOAT32);
                Reloaded here = ReloadedHere.of(folder, WeightType.FLOAT32)) {
            for (String text : ProofOfExport.texts()) {
                int[] ids = apart.encode(text);
                assertThat(ids).isEqualTo(here.encode(text)).isNotEmpty();
                List<float[]> expected = rows(here, ids);
                List<float[]> found = rows(apart, ids);
                assertThat(found).hasSameSizeAs(expected);
                // Another number of threads may add in another order.
                assertThat(HeadComparison.between("token", expected, found, ProofBounds.FLOAT32).maxAbsLogitDifference()).isLessThan(1e-5);
            }
            ChatAnswer answer = apart.chat().orElseThrow();
            assertThat(answer.rendered()).startsWith("<user>Which animal").contains("<assistant>The blue whale.\n<user>");
            assertThat(ChatProof.between(here.chat(), apart.chat())).get().satisfies(chat -> {
                assertThat(chat.samePrompt()).isTrue();
                assertThat(chat.equalTokens()).isEqualTo(ChatAnswer.LENGTH);
            });
            assertThat(apart.hashes()).containsOnlyKeys("model.safetensors")
                    .containsEntry("model.safetensors", Sha256.of(MODEL.resolve("model.safetensors")));
        }
    }

    @Test
    void whyItCannotBeOpenedIsTold() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"abacus\"}");
        assertThatThrownBy(() -> new ReloadedApart(folder, WeightType.FLOAT32)).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be reloaded").hasMessageContaining("abacus");
    }

    @Test
    void anotherTemplateIsNotProven() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (String name : List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
                "tokenizer_config.json")) {
            Files.copy(folder.resolve(name), other.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Reloaded here = ReloadedHere.of(folder, WeightType.FLOAT32); Reloaded export = ReloadedHere.of(other, WeightType.FLOAT32)) {
            assertThat(export.chat()).isEmpty();
            assertThat(ChatProof.between(here.chat(), export.chat()).orElseThrow().samePrompt()).isFalse();
            ProofOfExport proof = ProofOfExport.of(folder, export, new HuggingFaceFormat(), WeightType.FLOAT32, () -> {});
            assertThat(proof.tokenHead().agrees()).isTrue();
            assertThat(proof.proven()).isFalse();
        }
    }
}
