package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RolloutFile;
import org.bytestill.run.RolloutRecord;
import org.bytestill.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On-policy training by command: a run, what its student wrote, one of the texts byte by byte. */
class OnPolicyStoryTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheStudentWroteIsListedAndInspected() throws Exception {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        Commands.run("train", yaml, "--run", run, "--set", "objective=covering", "--set", "training.step1_updates=0", "--set",
                "training.updates=3", "--set", "on_policy.share=0.5", "--set", "on_policy.max_new_tokens=8", "--set",
                "on_policy.evaluation_prompts=2", "--set", "converter.method=cover").ok();

        List<JsonNode> texts = Commands.run("rollouts", run, "--json").ok().objects();
        assertThat(texts).extracting(text -> text.path("update").asInt()).containsExactly(1, 2, 3);
        assertThat(texts).allSatisfy(text -> {
            assertThat(text.path("heldOut").asBoolean()).isFalse();
            assertThat(text.path("tokens").asInt()).isBetween(1, 8);
            assertThat(text.path("teacherBits").asDouble()).isPositive();
            assertThat(text.path("prompt").asText()).isNotEmpty();
        });
        assertThat(Commands.run("rollouts", run, "--update", "2").ok().out()).contains("update 2, text 0, after", "prompt", "surprisal");
        assertThat(Commands.run("rollouts", run, "--held-out", "--last", "100", "--json").ok().objects())
                .extracting(text -> text.path("update").asInt()).contains(0, 3);

        RolloutRecord second = new RolloutFile(new RunFolder(run)).all().stream().filter(text -> text.update() == 2).findFirst()
                .orElseThrow();
        List<JsonNode> rows = Commands.run("inspect", "--model", Commands.STUDENT, "--rollout", run + ":2", "--json").ok().objects();
        assertThat(rows).hasSize(second.prompt().length + second.text().length);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        refused("holds no run", "rollouts", folder.resolve("none"));
        refused("No text is named", "inspect", "--model", Commands.STUDENT);
        refused("both name the text", "inspect", "--model", Commands.STUDENT, "--text", yaml, "--rollout", "x");
        Commands.run("train", yaml, "--run", run, "--set", "training.updates=1", "--set", "training.step1_updates=0").ok();
        refused("has no texts of its student", "rollouts", run);
        refused("keeps no such text", "inspect", "--model", Commands.STUDENT, "--rollout", run + ":1:0");
        Result check = Commands.run("check", yaml, "--set", "on_policy.share=0.5");
        assertThat(check.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(check.out() + check.err()).contains("bld does not train on texts that the student writes",
                "Choose covering, one-to-one or token-kl");
    }

    private static void refused(String words, Object... command) {
        Result result = Commands.run(command);
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
    }
}
