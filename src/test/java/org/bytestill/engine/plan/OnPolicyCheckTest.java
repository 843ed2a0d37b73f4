package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.SmallRun;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with on-policy training is named before anything is computed. */
class OnPolicyCheckTest {
    @TempDir
    private Path folder;

    private List<String> errors(String... values) throws IOException {
        return problems(values).stream().filter(Problem::isError).map(problem -> problem.field() + ": " + problem.message()).toList();
    }

    private List<Problem> problems(String... values) throws IOException {
        List<String> all = new ArrayList<>(List.of("objective", "covering", "training.step1_updates", "0", "on_policy.share", "0.5",
                "on_policy.max_new_tokens", "16"));
        all.addAll(List.of(values));
        RunConfig config = SmallRun.config(folder, all.toArray(String[]::new));
        return new ConfigCheck().problems(config, folder, folder.resolve("run"));
    }

    @Test
    void onlyThreeObjectivesTrainOnTheStudentsOwnTexts() throws IOException {
        assertThat(errors()).isEmpty();
        assertThat(errors("objective", "one-to-one")).isEmpty();
        for (String refused : List.of("bld", "sft", "alm", "bpm", "uld", "gold", "simct", "mined", "x-token")) {
            assertThat(errors("objective", refused)).as(refused)
                    .contains("on_policy.share: " + refused + " does not train on texts that the student writes.");
        }
        assertThat(Objectives.all().stream().filter(objective -> objective.onPolicy().isPresent())).extracting(o -> o.name())
                .containsExactly("covering", "one-to-one", "token-kl");
    }

    @Test
    void aShareOfNoDocumentAndTextsLongerThanTheContextAreErrors() throws IOException {
        assertThat(errors("on_policy.share", "0.2")).containsExactly("on_policy.share: 0.2 of 2 documents is none.");
        assertThat(errors("on_policy.max_new_tokens", "100000")).singleElement().asString()
                .startsWith("on_policy.max_new_tokens: 100000 new");
        assertThat(errors("on_policy.share", "0", "on_policy.max_new_tokens", "100000")).as("not used").isEmpty();
    }

    @Test
    void textWithoutPromptsIsAnError() throws IOException {
        Path noPrompts = Files.writeString(folder.resolve("records.jsonl"),
                "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
        assertThat(errors("text.train", noPrompts.toString())).singleElement().asString()
                .startsWith("on_policy.share: No document at the beginning of the text has a prompt");
        Path prompts = Files.writeString(folder.resolve("prompts.jsonl"),
                "{\"prompt\": \"Say a number.\", \"completion\": \" Seven is a number.\"}\n".repeat(3));
        assertThat(errors("text.train", prompts.toString())).isEmpty();
    }

    @Test
    void whatIsLeftOfTheGuardsIsAWarning() throws IOException {
        assertThat(problems("on_policy.reference_weight", "0", "on_policy.temperature", "0")).filteredOn(problem -> !problem.isError())
                .extracting(Problem::field).contains("on_policy.reference_weight", "on_policy.temperature");
        assertThat(problems()).extracting(Problem::field).noneMatch(field -> field.startsWith("on_policy"));
    }

    /** The teacher stays in memory, the student is there twice, and its texts have a cache. */
    @Test
    void theEstimateCountsWritingAndWhatStaysInMemory() throws IOException {
        RunConfig plain = SmallRun.config(folder, "objective", "covering", "training.step1_updates", "0");
        RunConfig writing = SmallRun.config(folder, "objective", "covering", "training.step1_updates", "0", "on_policy.share", "1",
                "on_policy.max_new_tokens", "64");
        Estimate without = new RunEstimate().of(plain, folder, folder.resolve("run"));
        Estimate with = new RunEstimate().of(writing, folder, folder.resolve("run"));
        long teacher = 4 * with.teacherParameters();
        long student = 4 * with.studentParameters();
        assertThat(with.trainMemoryBytes() - without.trainMemoryBytes()).isGreaterThan(teacher + student);
        assertThat(with.trainSecondsHigh()).isGreaterThan(1.5 * without.trainSecondsHigh());
    }
}
