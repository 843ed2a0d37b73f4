package org.bytestill.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every objective with its options against the values of a plain implementation in double precision (goldens/objectives/README.md). */
class ObjectiveGoldenTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens/objectives");
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final Path SAMPLE = Path.of("sample-data");
    private static final String MORE = System.getProperty("goldens.objectives", "");
    /** What float32 costs: 5e-6 of the loss and 3e-6 of the gradients were the worst of many. */
    private static final double LOSS = 2e-5;
    private static final double GRADIENT = 1e-4;

    /** Teacher and student of each folder. */
    private static final Map<String, List<Path>> PAIRS = Map.of("token-kl", List.of(MODELS.resolve("qwen2"), MODELS.resolve("qwen3")),
            "llama3-llama2", List.of(MODELS.resolve("llama3"), MODELS.resolve("llama2")), "gemma2-gpt2",
            List.of(MODELS.resolve("gemma2"), MODELS.resolve("gpt2")), "qwen2-qwen3",
            List.of(MODELS.resolve("qwen2"), MODELS.resolve("qwen3")), "sample",
            List.of(SAMPLE.resolve("teacher"), SAMPLE.resolve("student")));

    static List<Path> references() throws IOException {
        Stream<Path> folders = MORE.isEmpty() ? Stream.of(GOLDENS) : Stream.of(GOLDENS, Path.of(MORE));
        return folders.flatMap(ObjectiveGoldenTest::below).filter(file -> file.toString().endsWith(".safetensors"))
                .filter(file -> !file.getFileName().toString().startsWith("rows"))
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void lossGradientsCountAndGroupsAreThoseOfTheReference(Path reference) {
        List<Path> pair = PAIRS.get(reference.getParent().getFileName().toString());
        ObjectiveVerifyReport report = new ObjectiveVerifyService().verify(pair.get(0), pair.get(1), reference);
        assertThat(report.lossDifference()).as("loss %s", report.loss()).isLessThan(LOSS);
        assertThat(report.maxRelGradientDifference()).as(report.worstGradient()).isLessThan(GRADIENT);
        assertThat(report.gradientDifferences().isEmpty()).as("a reading without a student has no gradients")
                .isEqualTo(report.objective().equals("eot-rows"));
        assertThat(report.maxTermDifference()).as("terms, or rows").satisfiesAnyOf(none -> assertThat(none).isNull(),
                difference -> assertThat(difference).isLessThan(1e-3));
        assertThat(report.countDifference()).isZero();
        assertThat(report.groupsDifference()).as("entries of the table of groups").isIn(null, 0L);
    }

    @Test
    void aReferenceOfAModelIsNoneOfAnObjective(@TempDir Path folder) {
        Path file = reference(folder, null, "{}");
        assertThatThrownBy(() -> new ObjectiveVerifyService().verify(null, MODELS.resolve("llama2"), file)).isInstanceOf(UserError.class)
                .hasMessageContaining("names no objective in its metadata").hasMessageContaining("--model");
    }

    @Test
    void anOptionThatTheObjectiveDoesNotHaveIsNamed(@TempDir Path folder) {
        Path file = reference(folder, "one-to-one", "{\"crossing\": \"none\"}");
        assertThatThrownBy(() -> new ObjectiveVerifyService().verify(MODELS.resolve("llama3"), MODELS.resolve("llama2"), file))
                .isInstanceOf(UserError.class).hasMessageEndingWith("the objective one-to-one has no option \"crossing\".");
    }

    @Test
    void anObjectiveThatNeedsATeacherAsksForOne(@TempDir Path folder) {
        Path file = reference(folder, "one-to-one", "{}");
        assertThatThrownBy(() -> new ObjectiveVerifyService().verify(null, MODELS.resolve("llama2"), file)).isInstanceOf(UserError.class)
                .hasMessageContaining("--teacher");
    }

    private static Path reference(Path folder, String objective, String options) {
        Path file = folder.resolve("reference.safetensors");
        try (Scope scope = Scope.open("reference", Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            if (objective != null) {
                writer.metadata("objective", objective).metadata("options", options);
            }
            writer.add("text", scope.of("a text".getBytes(), 6)).write(file);
        }
        return file;
    }
}
