package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card line by line, but for the sentences on the objective and on what was trained. */
class ModelCardTest {
    private static final HeadComparison TOKENS = new HeadComparison("token", 190, 0.00012, 1, 0, ProofBounds.FLOAT32);
    private static final ModelCard.Measured NONE = new ModelCard.Measured(Double.NaN, Double.NaN, Double.NaN);

    @TempDir
    Path folder;

    private static RunConfig config(String... values) {
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "student", "/home/me/small");
        config = RunConfigFile.with(config, "teacher", "/home/me/big");
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return config;
    }

    private static ModelCard card(RunConfig config, ModelCard.Measured before, ModelCard.Measured after) {
        return new ModelCard(config, 1500, before, after, "ab12", "1.2");
    }

    private static List<String> lines(ModelCard card) {
        return card.text(new ProofOfExport(List.of(TOKENS), 0), WeightType.FLOAT32).lines().toList();
    }

    @Test
    void theHeadNamesTheLibraryAndTheBaseOfAnAdapterAlone() {
        ModelCard card = card(config(), NONE, NONE);
        assertThat(lines(card)).startsWith("---", "library_name: transformers", "pipeline_tag: text-generation", "---", "# run");
        assertThat(lines(card.asAdapterOf("small"))).startsWith("---", "library_name: peft", "base_model: small",
                "pipeline_tag: text-generation", "---");
    }

    @Test
    void whatWasMeasuredStandsInATableAndWhatWasNotIsNotInvented() {
        ModelCard card = card(config(), new ModelCard.Measured(1.90004, Double.NaN, 0.5), new ModelCard.Measured(1.75, 0.3, Double.NaN));
        assertThat(lines(card)).containsSubsequence(
                "| on held-out text | before | after 1500 updates |",
                "|---|---|---|",
                "| bits per byte, token head | 1.9000 | 1.7500 |",
                "| KL(teacher, student), bits per byte | not measured | 0.3000 |",
                "",
                "## How it was made");
        assertThat(lines(card)).noneMatch(line -> line.startsWith("| bytes at which"));
    }

    @Test
    void tasksOfTheRunStandInTheTableWithTheirLimitAndWithoutTheirFolder() {
        RunConfig config = config("evaluation.tasks", "[/home/me/choices.yaml]", "evaluation.task_limit", "40");
        ModelCard card = card(config, new ModelCard.Measured(1.9, Double.NaN, Double.NaN, Map.of("choices acc", 0.25)),
                new ModelCard.Measured(1.75, Double.NaN, Double.NaN, Map.of("choices acc", 0.5)));
        assertThat(lines(card)).contains("| task choices acc, first 40 documents at most | 0.2500 | 0.5000 |")
                .noneMatch(line -> line.contains("/home/me")).anyMatch(line -> line.endsWith("tasks: [choices.yaml]"));
    }

    @Test
    void originTextAndSeedAreNamedWithoutPathsOfThisMachine() {
        RunConfig config = config("text.train", "[/home/me/a.txt, /home/me/b.txt]", "seed", "7", "new_tokenizer", "/home/me/other");
        List<String> lines = lines(card(config, NONE, NONE));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("With Bytestill 1.2. Text: a.txt, b.txt; SHA-256 of its documents ab12. Seed 7."));
        assertThat(lines)
                .anyMatch(line -> line.contains("Its tokenizer is new: that of other; the new embeddings began as means of the student's"));
        assertThat(lines).contains("student: small", "teacher: big", "new_tokenizer: other").noneMatch(line -> line.contains("/home/me"));
    }

    @Test
    void severalTeachersAreNamedWithTheirMixture() {
        RunConfig config = config("more_teachers", "[/home/me/huge]", "mix", "geometric");
        assertThat(lines(card(config, NONE, NONE)))
                .anyMatch(line -> line.startsWith("A student of big and huge (geometric mixture), distilled"));
    }

    @Test
    void theSentenceOfTheFormatStandsAfterTheSeedOrNothingDoes() {
        ModelCard card = card(config(), NONE, NONE);
        assertThat(lines(card)).anyMatch(line -> line.endsWith("Seed 42."));
        assertThat(lines(card.noting("The head is left out."))).anyMatch(line -> line.endsWith("Seed 42. The head is left out."));
    }

    @Test
    void theProofNamesEveryHeadAndTheCostOfRounding() {
        HeadComparison bytes = new HeadComparison("byte", 1900, 0.5, 0.75, 0, ProofBounds.ROUNDED);
        String text = card(config(), NONE, NONE).text(new ProofOfExport(List.of(TOKENS, bytes), 0.00023), WeightType.BFLOAT16);
        assertThat(text.lines().toList()).containsSubsequence(
                "## Proof",
                "The folder was reloaded (bfloat16) and its token head compared with the checkpoint's at 190 positions of five probe "
                        + "texts: largest logit difference 0.00012, same most probable token at 100.0 %.",
                "The folder was reloaded (bfloat16) and its byte head compared with the checkpoint's at 1900 positions of five probe "
                        + "texts: largest logit difference 0.50, same most probable byte at 75.0 %.",
                "## Limits");
    }

    @Test
    void whatTheNumberFormatCostsStandsThereForEveryFormat() {
        FormatLoss loss = new FormatLoss(190, 0.00023, 0.995);
        ProofOfExport proof = new ProofOfExport(List.of(TOKENS), loss, Optional.empty(), "in a fresh process", Map.of(), List.of());
        for (WeightType type : List.of(WeightType.BFLOAT16, WeightType.FLOAT16, WeightType.Q4_K_M)) {
            assertThat(card(config(), NONE, NONE).text(proof, type).lines().toList()).containsSubsequence("## Conversion loss",
                    "As " + type.word() + ", beside the checkpoint in float32: 0.00023 bits of KL a token, the same token most probable at "
                            + "99.5 % of 190 positions of five probe texts.",
                    "## Proof");
        }
        assertThat(lines(card(config(), NONE, NONE)))
                .anyMatch(line -> line.startsWith("As float32, beside the checkpoint in float32: 0.0 bits of KL a token"));
    }

    @Test
    void whatReadingTheTeacherLostIsToldWhereItWasMeasured() {
        CardFacts facts = new CardFacts(CardStatements.NONE, MissingNode.getInstance(), MissingNode.getInstance(), 0.0125);
        assertThat(lines(card(config(), NONE, NONE).knowing(facts)))
                .anyMatch(line -> line.startsWith("Reading the teacher as bytes lost 0.013 of the probability mass of a byte"));
        assertThat(lines(card(config(), NONE, NONE))).noneMatch(line -> line.startsWith("Reading the teacher"));
    }

    @Test
    void aLicenceIsTheStudentsOwnOrNone() throws IOException {
        Files.writeString(folder.resolve("README.md"), "---\nlicense: mit\n---\n");
        assertThat(lines(card(config("student", folder.toString()), NONE, NONE))).startsWith("---", "license: mit")
                .noneMatch(line -> line.contains("no licence"));
        assertThat(lines(card(config(), NONE, NONE))).noneMatch(line -> line.startsWith("license:"))
                .endsWith("The student's folder states no licence; find out which applies before you pass the model on.");
    }
}
