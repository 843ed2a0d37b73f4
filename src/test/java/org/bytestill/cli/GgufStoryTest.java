package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.problem.ExitCode;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GGUF files named wherever a model folder can be, by commands alone. */
class GgufStoryTest {
    private static final Path GGUF = Commands.GOLDENS.resolve("gguf");
    private static final Path MODELS = Commands.GOLDENS.resolve("models");

    @TempDir
    Path folder;

    @Test
    void aRunBetweenTwoGgufFilesEndsInAHuggingFaceFolder() throws Exception {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("run");
        Path student = GGUF.resolve("qwen3.gguf");
        List<JsonNode> stream = Commands
                .run("train", yaml, "--run", run, "--set", "teacher=" + GGUF.resolve("llama3.gguf").toAbsolutePath(), "--set",
                        "student=" + student.toAbsolutePath(), "--set", "training.updates=6", "--json")
                .ok().objects();
        assertThat(stream.get(stream.size() - 1).path("state").asText()).isEqualTo("done");

        Path exported = folder.resolve("exported");
        assertThat(Commands.run("export", run, "--checkpoint", "last", "--to", exported, "--json").ok().object().path("proven").asBoolean())
                .isTrue();
        assertThat(exported).isDirectoryContaining("glob:**/model.safetensors").isDirectoryContaining("glob:**/config.json")
                .isDirectoryContaining("glob:**/generation_config.json").isDirectoryContaining("glob:**/tokenizer_config.json");
        byte[] text = "Any licensee may convey 123 copies, née 🙂.".getBytes(StandardCharsets.UTF_8);
        try (Tokenizer before = Tokenizer.open(student); Tokenizer after = Tokenizer.open(exported)) {
            assertThat(after.encode(text)).isEqualTo(before.encode(text));
            assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
            assertThat(after.vocabulary().endOfSequence()).isEqualTo(before.vocabulary().endOfSequence());
        }

        Path untrained = folder.resolve("untrained");
        Commands.run("export", run, "--checkpoint", "first", "--to", untrained, "--json").ok();
        Path validation = folder.resolve("validation.txt");
        double asFolder = bitsPerByte(untrained, validation);
        assertThat(asFolder).isCloseTo(bitsPerByte(student, validation), within(1e-6));
        assertThat(asFolder).as("the folder it was made from").isCloseTo(bitsPerByte(MODELS.resolve("qwen3"), validation), within(1e-6));
    }

    private static double bitsPerByte(Path model, Path text) {
        return Commands.run("eval", model, "--text", text, "--json").ok().object().path("bitsPerByte").asDouble();
    }

    @Test
    void aTeacherIsConvertedInspectedAndVerified() throws Exception {
        Path model = GGUF.resolve("gemma3.gguf");
        JsonNode verified = Commands.run("verify", "--model", model, "--reference", MODELS.resolve("gemma3/golden.safetensors"), "--json")
                .ok().object();
        assertThat(verified.path("maxAbsLogitDifference").asDouble(1)).isLessThan(1e-4);

        Path text = Commands.GOLDENS.resolve("bytes/text.txt");
        Object[] convert = {"convert", "--teacher", model, "--text", text, "--method", "cover", "--max-bytes", "60", "--out",
            folder.resolve("rows"), "--json"};
        assertThat(Commands.run(convert).ok().object().path("rows").asInt()).isPositive();
        assertThat(Commands.run(convert).ok().object().path("reusedBytes").asInt()).as("the file is known again").isBetween(50, 60);

        Path shortText = Files.writeString(folder.resolve("short.txt"), "The licence");
        List<JsonNode> rows = Commands.run("inspect", "--model", model, "--text", shortText, "--json").ok().objects();
        assertThat(rows).as("one a byte").hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void aDamagedFileIsOneMessage() throws Exception {
        byte[] whole = Files.readAllBytes(GGUF.resolve("llama3.gguf"));
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 1000));
        Commands.Result result = Commands.run("eval", cut, "--text", Commands.GOLDENS.resolve("bytes/text.txt"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.CORRUPT_FILE.code());
        assertThat(result.err()).contains("cut.gguf has " + (whole.length - 1000) + " bytes, its header describes").doesNotContain("\tat ");
    }
}
