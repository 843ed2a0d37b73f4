package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
    @TempDir
    Path folder;

    private Path run(String name) throws IOException {
        Path path = Files.createDirectories(folder.resolve("runs").resolve(name));
        Files.writeString(path.resolve("run.yaml"), RunConfigFile.write(RunConfigFile.with(RunConfig.recommended(), "name", name)));
        RunManifest manifest = RunManifest.create(new RunFolder(path)).state(RunState.STOPPED);
        manifest.root().put("name", name).put("update", 7).put("updates", 20).put("bestKlBits", 0.25).put("bestBitsPerByte", 1.5);
        manifest.write();
        return path;
    }

    private Commands.Result runs(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "runs";
        all[1] = arguments[0];
        all[2] = "--folder";
        all[3] = folder.resolve("runs");
        System.arraycopy(arguments, 1, all, 4, arguments.length - 1);
        return Commands.run(all);
    }

    @Test
    void runsAreListedShownRenamedDeletedAndBroughtBack() throws IOException {
        Path one = run("one");
        run("two");
        List<JsonNode> listed = runs("list", "--json").ok().objects();
        assertThat(listed).extracting(run -> run.path("name").asText()).containsExactlyInAnyOrder("one", "two");
        assertThat(listed).allSatisfy(run -> {
            assertThat(run.path("kind").asText()).isEqualTo("run");
            assertThat(run.path("state").asText()).isEqualTo("stopped");
            assertThat(run.path("update").asInt()).isEqualTo(7);
            assertThat(run.path("bestKlBits").asDouble()).isEqualTo(0.25);
            assertThat(run.path("sizeBytes").asLong()).isPositive();
        });
        assertThat(Commands.run("runs", "--folder", folder.resolve("runs")).ok().out()).contains("7 of 20").contains("0.2500");

        JsonNode shown = runs("show", "one", "--json").ok().object();
        assertThat(shown.path("record").path("state").asText()).isEqualTo("STOPPED");
        assertThat(runs("show", "onee").err()).contains("did you mean \"one\"?");

        JsonNode renamed = runs("rename", "one", "first", "--json").ok().object();
        assertThat(renamed.path("folder").asText()).isEqualTo(one.resolveSibling("first").toAbsolutePath().toString());

        JsonNode deleted = runs("delete", "first", "--json").ok().object();
        assertThat(deleted.path("sizeBytes").asLong()).isPositive();
        assertThat(runs("list", "--json").ok().objects()).hasSize(1);
        assertThat(runs("restore", "--json").ok().object().path("name").asText()).isEqualTo("first");
        assertThat(runs("restore", "firts").err()).contains("did you mean \"first\"?");
        runs("restore", "first").ok();
        assertThat(runs("list", "--json").ok().objects()).hasSize(2);

        runs("delete", "first", "two").ok();
        assertThat(runs("restore", "--empty", "--json").ok().objects()).hasSize(2);
        assertThat(runs("restore").ok().out()).isEmpty();
    }

    @Test
    void aRunIsRepeatedToTheSameNumbersUnlessItsTextHasChanged() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Commands.run("train", yaml, "--run", folder.resolve("runs/small"), "--set", "objective=sft", "--set", "training.updates=3").ok();
        assertThat(runs("repeat", "small", "--check", "--json").ok().object().path("exact").asBoolean()).isTrue();
        List<JsonNode> again = runs("repeat", "small", "--json").ok().objects();
        double first = RunManifest.read(new RunFolder(folder.resolve("runs/small"))).root().path("bestBitsPerByte").asDouble();
        double second = RunManifest.read(new RunFolder(folder.resolve("runs/small-2"))).root().path("bestBitsPerByte").asDouble();
        assertThat(again.get(again.size() - 1).path("state").asText()).isEqualTo("done");
        assertThat(second).isEqualTo(first);

        Files.writeString(folder.resolve("train.txt"),
                "It may be another text now, which is as long as need be for documents of sixty bytes.\n");
        Commands.Result refused = runs("repeat", "small");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("The training text has changed").contains("--anyway");
        assertThat(folder.resolve("runs/small-3")).doesNotExist();
    }
}
