package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.cli.Commands.Result;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several formats at one command, the list of what was exported, two of them compared, and a bundle that is resumed. */
class ManyExportsTest {
    @TempDir
    private static Path folder;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        run = folder.resolve("run");
        Commands.run("train", Commands.smallRun(folder), "--run", run, "--set", "training.updates=10", "--set",
                "evaluation.every_updates=10", "--json").ok();
    }

    @Test
    void severalFormatsAreWrittenEachProvedInAFreshProcessAndListed() throws IOException {
        Path out = folder.resolve("out");
        Result result = Commands.run("export", run, "--checkpoint", "5", "--to", out, "--format", "hf,hf:bfloat16,resume", "--no-others",
                "--licence", "Apache-2.0", "--language", "en,de", "--use", "To be tried out.", "--json").ok();
        List<JsonNode> exports = result.objects();
        assertThat(exports).extracting(export -> Path.of(export.path("folder").asText()).getFileName().toString())
                .containsExactly("hf-float32", "hf-bfloat16", "resume");
        assertThat(exports).allSatisfy(export -> {
            assertThat(export.path("proven").asBoolean()).isTrue();
            assertThat(export.path("reloaded").asText()).isEqualTo("in a fresh process");
        });
        Path whole = out.resolve("hf-float32");
        assertThat(exports.get(0).path("sha256").path("model.safetensors").asText())
                .isEqualTo(Sha256.of(whole.resolve("model.safetensors")));
        assertThat(exports.get(0).path("publish").asText()).isEqualTo("hf upload YOUR-NAME/hf-float32 " + whole.toAbsolutePath());
        assertThat(exports.get(2).path("publish").asText()).as("a bundle is not for others").isEmpty();
        assertThat(Files.readString(whole.resolve("README.md"))).startsWith("---\nlicense: apache-2.0\nlanguage:\n- en\n- de\n")
                .contains("\n## Intended use\nTo be tried out.\n").contains("- Trained on ").contains("libtorch 2.7.1")
                .contains("- SHA-256 of model.safetensors: `");
        assertThat(Commands.run("export", "--list", run).ok().out()).contains("update 5  hf bfloat16  ")
                .contains("update 5  resume float32  ")
                .contains(whole.toAbsolutePath().toString()).contains("bits KL a token");
        List<JsonNode> listed = Commands.run("export", "--list", run, "--json").ok().objects();
        assertThat(listed).filteredOn(export -> export.path("folder").asText().equals(whole.toAbsolutePath().toString())).singleElement()
                .satisfies(export -> {
                    assertThat(export.path("isThere").asBoolean()).isTrue();
                    assertThat(export.path("sizeBytes").asLong()).isEqualTo(exports.get(0).path("sizeBytes").asLong()).isPositive();
                });
        compare(whole, out.resolve("hf-bfloat16"));
        resume(out.resolve("resume"));
    }

    /** In bfloat16 a weight differs by up to 2^-9 of its size; the files are the configuration, the weights and the card. */
    private static void compare(Path whole, Path half) {
        JsonNode same = Commands.run("export", whole, "--diff", whole, "--json").ok().object();
        assertThat(same.path("equal").asInt()).isEqualTo(same.path("weights").asInt()).isPositive();
        assertThat(same.path("files").isEmpty()).isTrue();
        assertThat(same.path("klBits").asDouble()).isZero();
        JsonNode rounded = Commands.run("export", whole, "--diff", half, "--json").ok().object();
        assertThat(rounded.path("weights").asInt()).isEqualTo(same.path("weights").asInt());
        assertThat(rounded.path("equal").asInt()).isLessThan(same.path("weights").asInt());
        assertThat(rounded.path("files").fieldNames()).toIterable().containsExactlyInAnyOrder("config.json", "model.safetensors",
                "README.md");
        assertThat(rounded.path("klBits").asDouble()).isBetween(1e-12, 1e-2);
        assertThat(Commands.run("export", whole, "--diff", half).ok().out()).contains("model.safetensors: differs from byte")
                .contains("weights are equal to the bit").contains("At ");
    }

    /** The bundle goes on where the run stood, and its teacher is not asked again. */
    private static void resume(Path bundle) throws IOException {
        assertThat(bundle.resolve("exports")).doesNotExist();
        assertThat(bundle.resolve("checkpoints/step-5/optimizer.safetensors"))
                .hasSameBinaryContentAs(run.resolve("checkpoints/step-5/optimizer.safetensors"));
        assertThat(bundle.resolve("checkpoints/step-10")).doesNotExist();
        Commands.run("resume", bundle, "--json").ok();
        assertThat(bundle.resolve("checkpoints/step-10/model.safetensors")).as("as if it had never been apart")
                .hasSameBinaryContentAs(run.resolve("checkpoints/step-10/model.safetensors"));
    }

    @Test
    void aFormatThatCannotBeWrittenStopsAllBeforeTheFirst() {
        Path out = folder.resolve("none");
        Result result = Commands.run("export", run, "--checkpoint", "last", "--to", out, "--format", "hf,adapter");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("The checkpoint is no adapter");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsMissingOrWrongIsSaid() {
        assertThat(Commands.run("export").err()).contains("Which run? Give the run's folder");
        assertThat(Commands.run("export", run).err()).contains("Where to? Give the folder to make: --to DIR.");
        assertThat(Commands.run("export", run, "--to", folder.resolve("x"), "--licence", "free for all").err())
                .contains("\"free for all\" is no licence's identifier");
        assertThat(Commands.run("export", run, "--to", folder.resolve("x"), "--language", "English").err())
                .contains("\"english\" is no code of a language");
        assertThat(Commands.run("export", run, "--to", folder.resolve("x"), "--format", "hf:q4_0").err())
                .contains("In format hf weights are written as float32 or bfloat16 or float16, not as q4_0.");
        assertThat(Commands.run("export", "--list", folder).exitCode()).isEqualTo(2);
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
