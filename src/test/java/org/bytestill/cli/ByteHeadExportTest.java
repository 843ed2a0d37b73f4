package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.cli.Commands.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a byte head, trained and exported with it by commands; and one without, which is refused. */
class ByteHeadExportTest {
    @TempDir
    Path folder;

    @Test
    void aRunsByteHeadIsExportedBesideItsModelAndProved() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        Commands.run("train", yaml, "--run", run, "--set", "training.updates=5", "--json").ok();
        Path target = folder.resolve("exported");
        JsonNode export = Commands.run("export", run, "--checkpoint", "last", "--to", target, "--format", "hf+byte-head", "--json").ok()
                .object();
        assertThat(export.path("proven").asBoolean()).isTrue();
        assertThat(export.path("heads")).extracting(head -> head.path("predicts").asText()).containsExactly("token", "byte");
        assertThat(target.resolve("byte_head.safetensors")).hasSameBinaryContentAs(run.resolve("checkpoints/step-5/byte_head.safetensors"));
        assertThat(Files.readString(run.resolve("run.json"))).contains("\"hf+byte-head\"");
        // Other readers see the plain model.
        assertThat(Commands.run("eval", target, "--text", folder.resolve("validation.txt"), "--document-bytes", "60").exitCode()).isZero();
        Result first = Commands.run("export", run, "--checkpoint", "first", "--to", folder.resolve("early"), "--format", "hf+byte-head");
        assertThat(first.exitCode()).isEqualTo(2);
        assertThat(first.err()).contains("before training, which has no byte head yet");
    }

    @Test
    void aRunWithoutAByteHeadIsRefusedAndNothingIsWritten() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        Commands.run("train", yaml, "--run", run, "--set", "training.updates=1", "--set", "objective=sft", "--json").ok();
        Result refused = Commands.run("export", run, "--checkpoint", "last", "--to", folder.resolve("none"), "--format", "hf+byte-head");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("This run trains no byte head: only one with objective bld does.");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
